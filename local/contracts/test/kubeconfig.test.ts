import { parse } from "yaml";
import { kubeconfig } from "../kubeconfig";

test("holds all that a client needs", () => {
  const text = kubeconfig({ apiServerPort: 26003, certificatePem: "PEM", token: "secret" });
  expect(parse(text)).toEqual({
    apiVersion: "v1",
    kind: "Config",
    clusters: [
      {
        name: "switchyard",
        cluster: { server: "https://127.0.0.1:26003", "certificate-authority-data": "UEVN" },
      },
    ],
    users: [{ name: "switchyard", user: { token: "secret" } }],
    contexts: [{ name: "switchyard", context: { cluster: "switchyard", user: "switchyard" } }],
    "current-context": "switchyard",
  });
});
