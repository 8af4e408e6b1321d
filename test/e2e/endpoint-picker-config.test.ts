import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { stringify } from "yaml";
import {
  endpointPickerConfig,
  endpointPickerConfigOf,
} from "../../components/endpoint-picker/endpoint-picker-config";
import { endpointPickerDeployment } from "../../components/endpoint-picker/endpoint-picker";
import { ensureTools } from "@switchyard/toolchain";
import { alpha, scaled } from "../support/fixture";

/** A cluster that nobody runs: the picker reads its configuration first, and gives up at this. */
const kubeconfig = {
  apiVersion: "v1",
  kind: "Config",
  clusters: [{ name: "none", cluster: { server: "https://127.0.0.1:1" } }],
  users: [{ name: "nobody", user: { token: "none" } }],
  contexts: [{ name: "none", context: { cluster: "none", user: "nobody" } }],
  "current-context": "none",
};

const dir = mkdtempSync(path.join(tmpdir(), "endpoint-picker-"));
let program = "";

beforeAll(async () => {
  program = (await ensureTools(() => undefined)).tools.epp;
});

afterAll(() => {
  rmSync(dir, { recursive: true });
});

/** What the real endpoint picker says of a configuration, started with the arguments of our own Deployment. */
function startedWith(spec: typeof alpha, config: string): string {
  const file = path.join(dir, "endpoint-picker.yaml");
  writeFileSync(file, config);
  writeFileSync(path.join(dir, "kubeconfig"), stringify(kubeconfig));
  const args = endpointPickerDeployment(spec).spec?.template.spec?.containers[0]?.args ?? [];
  const ended = spawnSync(
    program,
    args.map((arg) => (arg === "/config/endpoint-picker.yaml" ? file : arg)),
    {
      encoding: "utf8",
      env: { KUBECONFIG: path.join(dir, "kubeconfig"), NAMESPACE: "demo", POD_NAME: "epp" },
      timeout: 30_000,
    },
  );
  return ended.stdout + ended.stderr;
}

const accepted = "loaded configuration from file/text successfully";

test.each([
  ["that holds requests", scaled],
  ["that holds none", alpha],
  ["that passes requests on unread", { ...alpha, task: "rerank" as const }],
  ["that holds what it has not read", { ...scaled, task: "classify" as const }],
])("the real endpoint picker takes the configuration of one %s", (_, spec) => {
  expect(startedWith(spec, endpointPickerConfigOf(spec))).toContain(accepted);
});

test("it reads the limits as they are meant", () => {
  const output = startedWith(scaled, endpointPickerConfig(scaled.scaling));

  expect(output).toMatch(/FlowControl: \{MaxBytes: 134217728, MaxRequests: 20, DefaultRequestTTL: 7m10s/);
});

test("a key that it does not know would be refused, so that being taken says something", () => {
  const output = startedWith(
    scaled,
    endpointPickerConfig(scaled.scaling).replace("defaultRequestTTL", "requestTTL"),
  );

  expect(output).toContain('unknown field \\"flowControl.requestTTL\\"');
  expect(output).not.toContain(accepted);
});
