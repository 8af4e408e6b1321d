import { describeManifest, manifestSchema } from "../../../components/plan/manifest";

test("keeps everything of an object, known or not", () => {
  const object = {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: { name: "phi", generateName: "x" },
    data: { a: "1" },
    immutable: true,
  };

  expect(manifestSchema.parse(object)).toEqual(object);
});

test("refuses an object without a name", () => {
  expect(manifestSchema.safeParse({ apiVersion: "v1", kind: "ConfigMap", metadata: {} }).success).toBe(false);
});

test("names an object with its namespace, where it has one", () => {
  const metadata = { name: "phi" };

  expect(describeManifest({ apiVersion: "v1", kind: "Namespace", metadata })).toBe("Namespace phi");
  expect(
    describeManifest({ apiVersion: "v1", kind: "Service", metadata: { ...metadata, namespace: "llm" } }),
  ).toBe("Service llm/phi");
});
