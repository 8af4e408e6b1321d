import fc from "fast-check";
import { byAge, displayName, matchesLabels, metadataSchema } from "../../kubernetes/metadata";

const named = (fields: object) => ({ metadata: metadataSchema.parse({ name: "a", ...fields }) });

test("what an API server leaves out has a value", () => {
  expect(metadataSchema.parse({ name: "a", managedFields: [] })).toEqual({
    name: "a",
    namespace: "",
    uid: "",
    resourceVersion: "",
    generation: 0,
    finalizers: [],
    creationTimestamp: "",
    labels: {},
  });
});

test("a time is the same whether the client read it as text or as a date", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 4_000_000_000 }), (seconds) => {
      const date = new Date(seconds * 1000);
      const text = date.toISOString().replace(".000Z", "Z");
      expect(named({ creationTimestamp: date })).toEqual(named({ creationTimestamp: text }));
    }),
  );
});

describe("the order by age", () => {
  const at = (creationTimestamp: string, namespace: string, name: string) =>
    named({ creationTimestamp, namespace, name });

  test("the oldest first, then by namespace, then by name", () => {
    const sorted = [
      at("2025-12-31T23:59:59Z", "z", "z"),
      at("2026-01-01T00:00:00Z", "a", "b"),
      at("2026-01-01T00:00:00Z", "b", "a"),
      at("2026-01-01T00:00:00Z", "b", "b"),
    ];
    expect([...sorted].reverse().sort(byAge)).toEqual(sorted);
  });

  test("does not depend on the order in which objects come", () => {
    const object = fc
      .tuple(
        fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"),
        fc.constantFrom("a", "b"),
        fc.nat(9),
      )
      .map(([time, namespace, name]) => at(time, namespace, String(name)));
    fc.assert(
      fc.property(
        fc
          .uniqueArray(object, { selector: ({ metadata }) => displayName(metadata) })
          .chain((list) =>
            fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
          ),
        ([list, shuffled]) => {
          expect([...shuffled].sort(byAge)).toEqual([...list].sort(byAge));
        },
      ),
    );
  });
});

test("a selector without pairs takes all; each pair must be there with exactly its value", () => {
  expect(matchesLabels({}, {})).toBe(true);
  expect(matchesLabels({ app: "a" }, { app: "a", more: "b" })).toBe(true);
  expect(matchesLabels({ app: "a", tier: "x" }, { app: "a" })).toBe(false);
  expect(matchesLabels({ app: "" }, {})).toBe(false);
});
