import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { simulateGcp } from "../../commands/simulate-gcp";
import { controlPlaneFiles } from "../../control-plane/files";
import { clusterSettings } from "../../settings";
import type { ClusterSettings } from "../../settings";
import { readSettings } from "@switchyard/simulated-gcp/settings";

let folder: string;
let settings: ClusterSettings;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "a simulated cloud "));
  settings = clusterSettings(3, folder);
  const { certDir, servingCertificate } = controlPlaneFiles(settings);
  mkdirSync(certDir, { recursive: true });
  writeFileSync(servingCertificate, "first certificate");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function simulate(): void {
  simulateGcp(settings, "my-project");
}

test("the cloud answers with the laptop's API server, and its commands can be run", () => {
  simulate();
  expect(readSettings(settings.simulatedGcpDir)).toMatchObject({
    project: "my-project",
    apiServer: {
      port: 26_061,
      caFile: controlPlaneFiles(settings).servingCertificate,
      kubeconfig: settings.kubeconfig,
    },
  });
  for (const name of ["pulumi-resource-gcp", "gke-gcloud-auth-plugin"])
    expect(statSync(path.join(settings.simulatedGcpDir, "bin", name)).mode & 0o111).not.toBe(0);
});

test("the API server's certificate is trusted, the newest after each start, and what exists stays", () => {
  const trusted = () =>
    readFileSync(path.join(settings.simulatedGcpDir, "certificates", "api-server.pem"), "utf8");
  const resources = path.join(settings.simulatedGcpDir, "resources.json");
  simulate();
  expect(trusted()).toBe("first certificate");
  writeFileSync(resources, "[]");
  writeFileSync(controlPlaneFiles(settings).servingCertificate, "second certificate");
  simulate();
  expect([trusted(), readFileSync(resources, "utf8")]).toEqual(["second certificate", "[]"]);
});
