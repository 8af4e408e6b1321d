import { envReferences, ReferencedObjects, volumeReferences } from "../referenced-objects";
import { pod } from "./samples";

test("volumes: every source that is an object, also inside a projected volume", () => {
  const volumes = [
    { name: "plain", emptyDir: {} },
    { name: "settings", configMap: { name: "settings" } },
    { name: "hf", secret: { secretName: "hf" } },
    {
      name: "all",
      projected: {
        sources: [
          { serviceAccountToken: { path: "token" } },
          { configMap: { name: "kube-root-ca.crt" } },
          { secret: { name: "tls" } },
          { downwardAPI: { items: [] } },
        ],
      },
    },
  ];
  expect(volumeReferences(pod({ volumes }))).toEqual([
    { kind: "configMap", name: "settings" },
    { kind: "secret", name: "hf" },
    { kind: "configMap", name: "kube-root-ca.crt" },
    { kind: "secret", name: "tls" },
  ]);
  expect(volumeReferences(pod())).toEqual([]);
});

test("environment: whole objects and single keys; plain values and fields refer to nothing", () => {
  const container = {
    name: "main",
    envFrom: [{ configMapRef: { name: "all-settings" } }, { secretRef: { name: "all-secrets" } }],
    env: [
      { name: "A", value: "1" },
      { name: "B", valueFrom: { fieldRef: { fieldPath: "status.podIP" } } },
      { name: "C", valueFrom: { configMapKeyRef: { name: "settings", key: "c" } } },
      { name: "D", valueFrom: { secretKeyRef: { name: "hf", key: "token" } } },
    ],
  };
  expect(envReferences(container)).toEqual([
    { kind: "configMap", name: "all-settings" },
    { kind: "secret", name: "all-secrets" },
    { kind: "configMap", name: "settings" },
    { kind: "secret", name: "hf" },
  ]);
  expect(envReferences({ name: "main" })).toEqual([]);
});

test("a ConfigMap and a Secret may have the same name", () => {
  const objects = new ReferencedObjects([
    { kind: "configMap", name: "vllm", data: { a: Buffer.from("public") } },
    { kind: "secret", name: "vllm", data: { a: Buffer.from("secret") } },
  ]);
  expect(objects.find("configMap", "vllm")).toEqual({ a: Buffer.from("public") });
  expect(objects.find("secret", "vllm")).toEqual({ a: Buffer.from("secret") });
  expect(objects.find("secret", "other")).toBeUndefined();
});
