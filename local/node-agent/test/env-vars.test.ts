import type { V1EnvVar } from "@kubernetes/client-node";
import { containerEnv, ContainerConfigError, expandVariables } from "../env-vars";
import { ReferencedObjects } from "../referenced-objects";
import { pod } from "./samples";

const placed = {
  pod: pod(
    { nodeName: "tpu-0", serviceAccountName: "epp" },
    {},
    { name: "epp-0", labels: { app: "epp" }, annotations: { "example.com/a": "b" } },
  ),
  podIp: "10.64.0.7",
  hostIp: "10.64.254.1",
};
const objects = new ReferencedObjects([
  { kind: "configMap", name: "settings", data: { LEVEL: Buffer.from("debug"), MODE: Buffer.from("fast") } },
  { kind: "secret", name: "hf", data: { token: Buffer.from("s3cret") } },
]);

function envOf(env: readonly V1EnvVar[]): Record<string, string> {
  return containerEnv({ name: "main", env: [...env] }, placed, objects);
}

test.each([
  ["metadata.name", "epp-0"],
  ["metadata.namespace", "llm"],
  ["metadata.uid", "u-1"],
  ["metadata.labels['app']", "epp"],
  ["metadata.annotations['example.com/a']", "b"],
  ["metadata.labels['none']", ""],
  ["spec.nodeName", "tpu-0"],
  ["spec.serviceAccountName", "epp"],
  ["status.podIP", "10.64.0.7"],
  ["status.hostIP", "10.64.254.1"],
])("fieldRef %s is %j", (fieldPath, value) => {
  expect(envOf([{ name: "X", valueFrom: { fieldRef: { fieldPath } } }])).toEqual({ X: value });
});

test("values come from keys of ConfigMaps and Secrets; optional ones may be missing", () => {
  const env = envOf([
    { name: "LEVEL", valueFrom: { configMapKeyRef: { name: "settings", key: "LEVEL" } } },
    { name: "TOKEN", valueFrom: { secretKeyRef: { name: "hf", key: "token" } } },
    { name: "NONE", valueFrom: { secretKeyRef: { name: "none", key: "token", optional: true } } },
    { name: "EMPTY" },
  ]);
  expect(env).toEqual({ LEVEL: "debug", TOKEN: "s3cret", EMPTY: "" });
});

test("envFrom takes all keys, with a prefix; env goes before it and may refer to it", () => {
  const env = containerEnv(
    {
      name: "main",
      envFrom: [
        { configMapRef: { name: "settings" } },
        { prefix: "HF_", secretRef: { name: "hf" } },
        { configMapRef: { name: "none", optional: true } },
      ],
      env: [
        { name: "MODE", value: "slow" },
        { name: "ALL", value: "$(LEVEL)-$(MODE)-$(HF_token)" },
      ],
    },
    placed,
    objects,
  );
  expect(env).toEqual({ LEVEL: "debug", MODE: "slow", HF_token: "s3cret", ALL: "debug-slow-s3cret" });
});

test.each<[V1EnvVar["valueFrom"], string]>([
  [{ secretKeyRef: { name: "none", key: "token" } }, 'secret "none" not found'],
  [{ configMapKeyRef: { name: "settings", key: "X" } }, `couldn't find key X in configmap "settings"`],
  [{ fieldRef: { fieldPath: "spec.containers" } }, "fieldRef spec.containers is not supported"],
  [{ resourceFieldRef: { resource: "limits.cpu" } }, "env X: resourceFieldRef is not supported on a laptop"],
])("%j is refused: %s", (valueFrom, message) => {
  expect(() => envOf([{ name: "X", ...(valueFrom ? { valueFrom } : {}) }])).toThrow(
    new ContainerConfigError(message),
  );
});

test("a whole ConfigMap that is missing is refused", () => {
  const container = { name: "main", envFrom: [{ configMapRef: { name: "none" } }] };
  expect(() => containerEnv(container, placed, objects)).toThrow(
    new ContainerConfigError('configmap "none" not found'),
  );
});

test.each([
  ["$(A)", "1"],
  ["x$(A)y$(A)", "x1y1"],
  ["$(NONE)", "$(NONE)"],
  ["$$(A)", "$(A)"],
  ["$A $", "$A $"],
])("%s expands to %s", (text, expanded) => {
  expect(expandVariables(text, { A: "1" })).toBe(expanded);
});
