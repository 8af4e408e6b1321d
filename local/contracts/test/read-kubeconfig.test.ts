import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { kubeconfig } from "../kubeconfig";
import { readKubeconfig } from "../read-kubeconfig";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "read-kubeconfig-"));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

test("reads the kubeconfig that a start has written", () => {
  const file = path.join(folder, "kubeconfig");
  writeFileSync(file, kubeconfig({ apiServerPort: 26003, certificatePem: "PEM", token: "secret" }));
  const config = readKubeconfig(file);

  expect(config.getCurrentCluster()).toMatchObject({ server: "https://127.0.0.1:26003", caData: "UEVN" });
  expect(config.getCurrentUser()).toMatchObject({ name: "switchyard", token: "secret" });
});

test("a file that is not there is an error, not the cluster of somebody's own kubeconfig", () => {
  expect(() => readKubeconfig(path.join(folder, "none"))).toThrow("ENOENT");
});
