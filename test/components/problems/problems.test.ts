import { InvalidArgs, formatProblem, quote, throwIfAny } from "../../../components/problems/problems";
import type { Problem } from "../../../components/problems/problems";
import { refusal } from "../../support/thrown";

const tooMany: Problem = {
  code: "OutOfRange",
  path: "models[0].replicas",
  rule: "must be at most 100",
  got: "101",
  fix: "lower it",
};
const missing: Problem = {
  code: "MissingKey",
  path: "zone",
  rule: "must be set",
  got: "nothing",
  fix: "add it",
};

test("a problem is one line: path, rule, got, fix and its stable code", () => {
  expect(formatProblem(tooMany)).toBe(
    "models[0].replicas: must be at most 100, got 101; lower it [OutOfRange]",
  );
});

describe("InvalidArgs", () => {
  test("names its subject and lists every problem", () => {
    expect(new InvalidArgs("stack", [tooMany, missing]).message).toBe(
      [
        "invalid stack (2 problems)",
        "  - models[0].replicas: must be at most 100, got 101; lower it [OutOfRange]",
        "  - zone: must be set, got nothing; add it [MissingKey]",
      ].join("\n"),
    );
  });

  test("counts a single problem in the singular", () => {
    expect(new InvalidArgs("stack", [missing]).message).toMatch(/^invalid stack \(1 problem\)\n/);
  });

  test("carries the problems for tools, and its name for logs", () => {
    const error = new InvalidArgs("stack", [missing]);

    expect(error.problems).toEqual([missing]);
    expect(error.name).toBe("InvalidArgs");
  });
});

describe("throwIfAny", () => {
  test("throws all problems at once", () => {
    const act = () => {
      throwIfAny("stack", [tooMany, missing]);
    };

    expect(refusal(act)).toBe(new InvalidArgs("stack", [tooMany, missing]).message);
  });

  test("does nothing when there is none", () => {
    expect(() => {
      throwIfAny("stack", []);
    }).not.toThrow();
  });
});

describe("quote", () => {
  test.each([
    ["a text", "phi 3", '"phi 3"'],
    ["a number", -1, "-1"],
    ["null", null, "null"],
    ["an absent value", undefined, "nothing"],
    ["a list", ["a", 1], '["a",1]'],
  ])("writes %s as JSON", (_, value, expected) => {
    expect(quote(value)).toBe(expected);
  });

  test("keeps what fits in 80 characters, and cuts what is longer to 80", () => {
    const fits = "x".repeat(78);

    expect(quote(fits)).toBe(`"${fits}"`);
    expect(quote(`${fits}y`)).toBe(`"${"x".repeat(76)}...`);
    expect(quote(`${fits}y`)).toHaveLength(80);
  });
});
