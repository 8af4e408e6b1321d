import type { Address4 } from "ip-address";
import fc from "fast-check";
import { overlap, parseIpRange, sizeOf } from "../../../../components/gke/network/ip-range";

function range(text: string): Address4 {
  const parsed = parseIpRange(text);
  if (parsed === undefined) throw new Error(`${text} is no range`);
  return parsed;
}

/** Any block, with anything below its prefix. */
const anyRange = fc
  .tuple(fc.ipV4(), fc.integer({ min: 0, max: 32 }))
  .map(([address, prefixLength]) => range(`${address}/${prefixLength}`));

/** A pair of blocks of which one is a part of the other, as random pairs hardly ever are. */
const nested = fc.tuple(anyRange, fc.nat({ max: 32 })).map(([inner, bits]) => ({
  inner,
  outer: range(`${inner.correctForm()}/${Math.max(0, inner.subnetMask - bits)}`),
}));

/** What overlapping means, without arithmetic on prefixes: neither block ends before the other begins. */
function overlapByBounds(one: Address4, other: Address4): boolean {
  const endsBefore = (left: Address4, right: Address4) =>
    left.endAddress().bigInt() < right.startAddress().bigInt();
  return !endsBefore(one, other) && !endsBefore(other, one);
}

describe("a range", () => {
  test.each(["0.0.0.0/0", "10.0.0.0/8", "10.1.2.3/20", "255.255.255.255/32"])("%s is one", (text) => {
    expect(range(text).address).toBe(text);
  });

  test.each([
    "",
    "10.0.0.0",
    "10.0.0/8",
    "10.0.0.0/33",
    "10.0.0.256/8",
    "010.0.0.0/8",
    "::/0",
    "10.0.0.0/8 ",
    "a.b.c.d/8",
  ])("%j is none", (text) => {
    expect(parseIpRange(text)).toBeUndefined();
  });

  test("begins at a multiple of its size once its host bits are gone", () => {
    expect(range("10.1.2.3/20").networkForm()).toBe("10.1.0.0/20");
    fc.assert(
      fc.property(anyRange, (any) => {
        const whole = range(any.networkForm());
        expect(whole.bigInt() % BigInt(sizeOf(any))).toBe(0n);
        expect(any.bigInt() - whole.bigInt()).toBeLessThan(sizeOf(any));
      }),
    );
  });

  test.each([
    ["10.0.0.0/32", 1],
    ["10.0.0.0/24", 256],
    ["0.0.0.0/0", 4_294_967_296],
  ])("%s has %d addresses", (text, size) => {
    expect(sizeOf(range(text))).toBe(size);
  });
});

describe("overlap", () => {
  test.each([
    ["10.0.0.0/20", "10.0.16.0/20", false],
    ["10.0.0.0/20", "10.0.15.0/24", true],
    ["10.4.0.0/14", "10.8.0.0/20", false],
    ["10.4.0.0/14", "10.7.255.255/32", true],
    ["0.0.0.0/0", "203.0.113.0/24", true],
    ["240.0.0.0/4", "127.0.0.0/8", false],
  ])("of %s and %s: %s", (one, other, expected) => {
    expect(overlap(range(one), range(other))).toBe(expected);
    expect(overlap(range(other), range(one))).toBe(expected);
  });

  test("is what the bounds of the blocks say", () => {
    fc.assert(
      fc.property(anyRange, anyRange, (one, other) => {
        expect(overlap(one, other)).toBe(overlapByBounds(one, other));
      }),
    );
    fc.assert(
      fc.property(nested, ({ inner, outer }) => {
        expect(overlap(inner, outer)).toBe(true);
        expect(overlapByBounds(inner, outer)).toBe(true);
      }),
    );
  });
});
