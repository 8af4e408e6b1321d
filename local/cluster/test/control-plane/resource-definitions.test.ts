import type { V1CustomResourceDefinition } from "@kubernetes/client-node";
import {
  annotated,
  outdatedDefinitions,
  parseDefinitions,
  unestablished,
} from "../../control-plane/resource-definitions";

function yaml(name: string, version = "v1"): string {
  return [
    "apiVersion: apiextensions.k8s.io/v1",
    "kind: CustomResourceDefinition",
    `metadata: { name: ${name} }`,
    `spec: { versions: [{ name: ${version} }] }`,
    "",
  ].join("\n");
}

function present(name: string, digest: string | undefined, established: boolean): V1CustomResourceDefinition {
  return {
    metadata: {
      name,
      ...(digest === undefined ? {} : { annotations: { "switchyard.local/source-sha256": digest } }),
    },
    spec: { group: "g", names: { kind: "K", plural: "ks" }, scope: "Namespaced", versions: [] },
    status: { conditions: [{ type: "Established", status: established ? "True" : "False" }] },
  };
}

test("a file may hold several definitions; other kinds in it are left out", () => {
  const text = [yaml("a"), "apiVersion: v1\nkind: Namespace\nmetadata: { name: b }\n", yaml("c")].join(
    "---\n",
  );
  expect(parseDefinitions(text).map(({ name }) => name)).toEqual(["a", "c"]);
});

test("the digest follows from what a definition says, not from how it is written", () => {
  const [written, rewritten, changed] = [yaml("a"), `# a comment\n${yaml("a")}`, yaml("a", "v2")].map(
    (text) => parseDefinitions(text)[0]?.digest,
  );
  expect(written).toMatch(/^[0-9a-f]{64}$/);
  expect(rewritten).toBe(written);
  expect(changed).not.toBe(written);
});

test("only what is missing, changed, not ours or not served is applied", () => {
  const wanted = parseDefinitions(
    ["same", "changed", "missing", "foreign", "stuck"].map((name) => yaml(name)).join("---\n"),
  );
  const digestOf = (name: string) => wanted.find((source) => source.name === name)?.digest;
  const cluster = [
    present("same", digestOf("same"), true),
    present("changed", "another", true),
    present("foreign", undefined, true),
    present("stuck", digestOf("stuck"), false),
  ];
  expect(outdatedDefinitions(wanted, cluster).map(({ name }) => name)).toEqual([
    "changed",
    "missing",
    "foreign",
    "stuck",
  ]);
});

test("what is applied carries its digest and the time, so that it is never what the cluster has already", () => {
  const [source] = parseDefinitions(yaml("a"));
  if (source === undefined) throw new Error("no definition");
  expect(annotated(source, new Date(0)).metadata.annotations).toEqual({
    "switchyard.local/source-sha256": source.digest,
    "switchyard.local/applied-at": "1970-01-01T00:00:00.000Z",
  });
});

test("what is not served yet is named", () => {
  const wanted = parseDefinitions(["served", "pending", "missing"].map((name) => yaml(name)).join("---\n"));
  const cluster = [present("served", "x", true), present("pending", "x", false)];
  expect(unestablished(wanted, cluster)).toEqual(["pending", "missing"]);
});
