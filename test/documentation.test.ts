import { propertyComments } from "./support/property-comments";
import { sourcesIn } from "./support/sources";

const properties = sourcesIn("components", "infra")
  .flatMap(({ file, text }) => propertyComments(file, text))
  .filter(({ owner }) => /(?:Props|Args|Config)$/.test(owner));

const describe_ = ({ owner, name }: { owner: string; name: string }): string => `${owner}.${name}`;

test("every property that a user may set has a comment", () => {
  expect(properties.length).toBeGreaterThan(20);
  expect(properties.filter(({ comment }) => comment === "").map(describe_)).toEqual([]);
});

test("every optional one says what happens without it", () => {
  const undocumented = properties.filter(({ optional, defaultText }) => optional && !defaultText);

  expect(undocumented.map(describe_)).toEqual([]);
});

test("a default is a value, or a dash and what happens", () => {
  const unclear = properties.filter(
    ({ defaultText }) =>
      defaultText !== undefined && !/^(?:- \S.*|"[^"]*"|\d+|true|false)$/.test(defaultText),
  );

  expect(unclear.map(describe_)).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  const long = sourcesIn("cli", "components", "infra", "local", "scripts", "test")
    .filter(({ text }) => text.trimEnd().split("\n").length > 300)
    .map(({ file }) => file);

  expect(long).toEqual([]);
});
