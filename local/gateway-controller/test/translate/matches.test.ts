import fc from "fast-check";
import type { HttpRouteMatch } from "../../kubernetes/gateway-objects";
import { compareMatches, envoyMatch, matchAll, unsupportedMatch } from "../../translate/matches";

const header = (name: string, type = "Exact") => ({ type, name, value: "v" });
const prefix = (value: string) => ({ ...matchAll, path: { type: "PathPrefix", value } });

const match: fc.Arbitrary<HttpRouteMatch> = fc.record(
  {
    path: fc.record({
      type: fc.constantFrom("Exact", "PathPrefix"),
      value: fc.constantFrom("/", "/v1", "/v1/", "/v1/chat"),
    }),
    headers: fc.array(fc.constant(header("h")), { maxLength: 2 }),
    queryParams: fc.constant([]),
  },
  { requiredKeys: ["path", "headers", "queryParams"] },
);

describe("precedence", () => {
  test("is the same from both sides, and carries over", () => {
    fc.assert(
      fc.property(match, match, match, (a, b, c) => {
        expect(Math.sign(compareMatches(a, b))).toBe(0 - Math.sign(compareMatches(b, a)));
        if (compareMatches(a, b) <= 0 && compareMatches(b, c) <= 0)
          expect(compareMatches(a, c)).toBeLessThanOrEqual(0);
      }),
    );
  });

  test("an earlier criterion outweighs all later ones", () => {
    const richest = { headers: [header("a"), header("b")], queryParams: [] };
    const poorest = { headers: [], queryParams: [] };
    const pairs: readonly (readonly [HttpRouteMatch, HttpRouteMatch])[] = [
      [
        { ...poorest, path: { type: "Exact", value: "/" } },
        { ...richest, path: { type: "PathPrefix", value: "/v1/chat" } },
      ],
      [
        { ...poorest, path: { type: "PathPrefix", value: "/v1/chat" } },
        { ...richest, path: { type: "PathPrefix", value: "/v1" } },
      ],
      [
        { ...prefix("/v1"), headers: richest.headers },
        { ...prefix("/v1"), headers: [header("a")] },
      ],
      [{ ...prefix("/v1"), headers: [header("a")] }, prefix("/v1")],
    ];
    for (const [first, second] of pairs) {
      expect(compareMatches(first, second)).toBeLessThan(0);
      expect(compareMatches(second, first)).toBeGreaterThan(0);
    }
  });

  test("a trailing slash makes no prefix longer, so that the age of the routes decides", () => {
    expect(compareMatches(prefix("/v1/"), prefix("/v1"))).toBe(0);
    expect(compareMatches(prefix("/"), matchAll)).toBe(0);
  });
});

test("in Envoy's terms: prefixes end at path elements, all else is exact", () => {
  expect(envoyMatch(matchAll)).toEqual({ prefix: "/" });
  expect(envoyMatch(prefix("/v1/"))).toEqual({ path_separated_prefix: "/v1" });
  expect(
    envoyMatch({ path: { type: "Exact", value: "/v1/" }, headers: [header("x")], queryParams: [] }),
  ).toEqual({ path: "/v1/", headers: [{ name: "x", string_match: { exact: "v" } }] });
});

test.each([
  ["nothing", matchAll, undefined],
  [
    "a path by expression",
    { ...matchAll, path: { type: "RegularExpression", value: "/v.*" } },
    "path matches of type RegularExpression are not supported",
  ],
  [
    "a header by expression after an exact one",
    { ...matchAll, headers: [header("a"), header("b", "RegularExpression")] },
    "header matches of type RegularExpression are not supported",
  ],
  ["a method", { ...matchAll, method: "POST" }, "Method matches are not supported"],
  [
    "a query parameter",
    { ...matchAll, queryParams: [header("q")] },
    "Query parameter matches are not supported",
  ],
])("what cannot be served: %s", (_title, wanted, problem) => {
  expect(unsupportedMatch(wanted)).toBe(problem);
});
