import { cidrRange, firstHost, overlaps, prefixBits } from "../cidr";

test.each([
  ["10.0.0.0/20", "10.0.15.255/32", true],
  ["10.0.0.0/20", "10.0.16.0/20", false],
  ["10.0.0.0/16", "10.0.128.0/17", true],
  ["10.0.128.0/17", "10.0.0.0/16", true],
  ["10.0.0.0/16", "10.1.0.0/16", false],
  ["0.0.0.0/0", "203.0.113.0/24", true],
])("%s and %s: %s", (one, other, expected) => {
  expect(overlaps(one, other)).toBe(expected);
  expect(overlaps(other, one)).toBe(expected);
});

test.each([
  ["10.0.0.0/20", undefined],
  ["10.0.8.0/20", "must begin at the first address of its range"],
  ["10.0.0.0", "must be an IPv4 range such as 10.0.0.0/20"],
  ["10.0.0.0/33", "must be an IPv4 range such as 10.0.0.0/20"],
  ["fd00::/8", "must be an IPv4 range such as 10.0.0.0/20"],
])("the range %s is refused with: %s", (range, expected) => {
  expect(cidrRange.safeParse(range).error?.issues[0]?.message).toBe(expected);
});

test("the length of a prefix", () => {
  expect(prefixBits("10.129.0.0/23")).toBe(23);
});

test.each([
  ["10.0.0.0/20", "10.0.0.1"],
  ["10.0.0.64/26", "10.0.0.65"],
])("the first host of %s is %s", (range, expected) => {
  expect(firstHost(range)).toBe(expected);
});
