import { execCredential } from "../auth/exec-credential";
import { readAdministrator } from "../auth/kubeconfig";
import { kubeconfig } from "@switchyard/contracts/kubeconfig";

test("a client of Kubernetes is told the token and when to ask for another", () => {
  expect(execCredential({ token: "t", expires: "2026-11-22T03:25:35Z" })).toEqual({
    apiVersion: "client.authentication.k8s.io/v1beta1",
    kind: "ExecCredential",
    status: { token: "t", expirationTimestamp: "2026-11-22T03:25:35Z" },
  });
});

test("the laptop's own kubeconfig says who may ask for tokens", () => {
  const file = kubeconfig({ apiServerPort: 26101, certificatePem: "PEM", token: "secret" });

  expect(readAdministrator(file)).toEqual({
    server: "https://127.0.0.1:26101",
    certificatePem: "PEM",
    token: "secret",
  });
});

test("another kind of kubeconfig is refused", () => {
  expect(() => readAdministrator("clusters: []\nusers: [{user: {exec: {}}}]")).toThrow(
    /^not a kubeconfig of the laptop cluster:\n[^]*at clusters[^]*at users\[0\]\.user\.token$/,
  );
});
