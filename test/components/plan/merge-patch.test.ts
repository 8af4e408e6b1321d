import { mergePatch } from "../../../components/plan/merge-patch";

test("mappings are merged key by key", () => {
  expect(mergePatch({ spec: { replicas: 1, paused: true } }, { spec: { replicas: 2 }, kind: "X" })).toEqual({
    spec: { replicas: 2, paused: true },
    kind: "X",
  });
});

test("named things are merged by name, in their order, with new ones at the end", () => {
  const before = { containers: [{ name: "bbr", image: "bbr:1", args: ["--streaming"] }, { name: "log" }] };
  const patch = { containers: [{ name: "extra" }, { name: "bbr", tty: true }] };

  expect(mergePatch(before, patch)).toEqual({
    containers: [
      { name: "bbr", image: "bbr:1", args: ["--streaming"], tty: true },
      { name: "log" },
      { name: "extra" },
    ],
  });
});

test("every other list is replaced", () => {
  expect(mergePatch({ args: ["a", "b"], ports: [{ port: 1 }] }, { args: ["c"], ports: [] })).toEqual({
    args: ["c"],
    ports: [],
  });
});

test("neither the object nor the patch is changed", () => {
  const before = { containers: [{ name: "bbr", env: { a: "1" } }] };
  const patch = { containers: [{ name: "bbr", env: { b: "2" } }] };
  const copies = structuredClone([before, patch]);
  mergePatch(before, patch);

  expect([before, patch]).toEqual(copies);
});
