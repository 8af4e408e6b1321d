import { differences } from "./differences";

const server = {
  kind: "Deployment",
  spec: { replicas: 1, containers: [{ name: "vllm", args: ["a", "b"] }] },
};
const service = { kind: "Service" };
const before = new Map<string, unknown>([
  ["a/server", server],
  ["a/service", service],
]);

const withSpec = (spec: object) => new Map(before).set("a/server", { ...server, spec });

test("what is alike has none", () => {
  expect(differences(before, new Map(before))).toEqual({});
});

test("a change is told by its place, with both values", () => {
  const sidecar = { name: "sidecar", args: [] };
  const after = withSpec({ replicas: 2, containers: [{ name: "vllm", args: ["b", "a"] }, sidecar] });

  expect(differences(before, after)).toEqual({
    changed: {
      "a/server": {
        "/spec/replicas": { was: 1, is: 2 },
        "/spec/containers/vllm/args": { was: ["a", "b"], is: ["b", "a"] },
        "/spec/containers/sidecar": { is: sidecar },
      },
    },
  });
});

test("what is left out is told, and a key with a slash keeps it", () => {
  expect(differences(withSpec({ "x/y": 1, z: 2 }), withSpec({ z: 2 }))).toEqual({
    changed: { "a/server": { "/spec/x~1y": { was: 1 } } },
  });
});

test("named items in another order are a change", () => {
  const [one, two] = [{ name: "one" }, { name: "two" }];

  expect(differences(withSpec({ containers: [one, two] }), withSpec({ containers: [two, one] }))).toEqual({
    changed: { "a/server": { "/spec/containers": { was: [one, two], is: [two, one] } } },
  });
});

test("objects come, go and change places", () => {
  const after = new Map<string, unknown>([
    ["b/service", service],
    ["a/server", server],
  ]);

  expect(differences(before, after)).toEqual({
    order: ["b/service", "a/server"],
    gone: ["a/service"],
    added: { "b/service": service },
  });
  expect(differences(before, new Map([...before].reverse()))).toEqual({ order: ["a/service", "a/server"] });
});
