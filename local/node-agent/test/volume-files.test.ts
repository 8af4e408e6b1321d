import type { V1Volume } from "@kubernetes/client-node";
import { ReferencedObjects, volumeReferences, envReferences } from "../referenced-objects";
import { tokenAudiences, VolumeError, volumeFiles } from "../volume-files";
import { pod } from "./samples";

const sources = {
  placed: { pod: pod(), podIp: "10.64.0.7", hostIp: "10.64.254.1" },
  objects: new ReferencedObjects([
    { kind: "configMap", name: "settings", data: { "a.yaml": Buffer.from("a"), b: Buffer.from([0, 255]) } },
    { kind: "secret", name: "hf", data: { token: Buffer.from("s3cret") } },
  ]),
  tokens: new Map([["", "jwt"]]),
};

function filesOf(volume: Omit<V1Volume, "name">): string[] {
  return volumeFiles({ name: "v", ...volume }, sources).map(
    (file) => `${file.path}=${file.content.toString("latin1")}`,
  );
}

test.each<[Omit<V1Volume, "name">, string[]]>([
  [{ emptyDir: { medium: "Memory" } }, []],
  [{ configMap: { name: "settings" } }, ["a.yaml=a", "b=\0ÿ"]],
  [{ configMap: { name: "settings", items: [{ key: "a.yaml", path: "x/y.yaml" }] } }, ["x/y.yaml=a"]],
  [{ configMap: { name: "none", optional: true } }, []],
  [{ configMap: { name: "settings", optional: true, items: [{ key: "none", path: "x" }] } }, []],
  [{ secret: { secretName: "hf" } }, ["token=s3cret"]],
  [{ downwardAPI: { items: [{ path: "name", fieldRef: { fieldPath: "metadata.name" } }] } }, ["name=vllm-0"]],
])("volume %j has files %j", (volume, files) => {
  expect(filesOf(volume)).toEqual(files);
});

const serviceAccount: V1Volume = {
  name: "kube-api-access",
  projected: {
    sources: [
      { serviceAccountToken: { path: "token" } },
      { configMap: { name: "settings", items: [{ key: "a.yaml", path: "ca.crt" }] } },
      { secret: { name: "hf" } },
      { downwardAPI: { items: [{ path: "namespace", fieldRef: { fieldPath: "metadata.namespace" } }] } },
    ],
  },
};

test("a projected volume brings its sources together", () => {
  expect(filesOf(serviceAccount)).toEqual(["token=jwt", "ca.crt=a", "token=s3cret", "namespace=llm"]);
  expect(tokenAudiences([serviceAccount, { name: "x", emptyDir: {} }])).toEqual([""]);
});

test.each<[Omit<V1Volume, "name">, string]>([
  [{ configMap: { name: "none" } }, 'configmap "none" not found'],
  [{ secret: { secretName: "none" } }, 'secret "none" not found'],
  [
    { configMap: { name: "settings", items: [{ key: "none", path: "x" }] } },
    'configmap "settings" has no key none',
  ],
  [
    { hostPath: { path: "/" } },
    "the laptop cluster has no volumes of this kind; use emptyDir, configMap, secret, downwardAPI or projected",
  ],
  [
    { projected: { sources: [{ clusterTrustBundle: { path: "x" } }] } },
    "the laptop cluster does not know this kind of projected source",
  ],
])("volume %j cannot be mounted: %s", (volume, message) => {
  expect(() => filesOf(volume)).toThrow(new VolumeError(message));
});

test("what a pod refers to is known beforehand", () => {
  const volumes = [serviceAccount, { name: "s", secret: { secretName: "tls" } }, { name: "e", emptyDir: {} }];
  expect(volumeReferences(pod({ volumes }))).toEqual([
    { kind: "configMap", name: "settings" },
    { kind: "secret", name: "hf" },
    { kind: "secret", name: "tls" },
  ]);
  const container = {
    name: "main",
    envFrom: [{ configMapRef: { name: "all" } }],
    env: [
      { name: "T", valueFrom: { secretKeyRef: { name: "hf", key: "token" } } },
      { name: "V", value: "1" },
    ],
  };
  expect(envReferences(container)).toEqual([
    { kind: "configMap", name: "all" },
    { kind: "secret", name: "hf" },
  ]);
});
