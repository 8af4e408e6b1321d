import fc from "fast-check";
import {
  contains,
  formatIpRange,
  overlap,
  parseIpRange,
  sizeOf,
  withoutHostBits,
} from "../../../../components/gke/network/ip-range";
import type { IpRange } from "../../../../components/gke/network/ip-range";

function range(text: string): IpRange {
  const parsed = parseIpRange(text);
  if (parsed === undefined) throw new Error(`${text} is no range`);
  return parsed;
}

/** Any block, with anything below its prefix. */
const anyRange: fc.Arbitrary<IpRange> = fc.record({
  address: fc.integer({ min: 0, max: 2 ** 32 - 1 }),
  prefixLength: fc.integer({ min: 0, max: 32 }),
});

/** Any block that begins with its first address. */
const anyBlock = anyRange.map(withoutHostBits);

/** A pair of blocks of which one is a part of the other, as random pairs hardly ever are. */
const nested = fc.tuple(anyRange, fc.nat({ max: 32 })).map(([inner, bits]) => ({
  inner,
  outer: { address: inner.address, prefixLength: Math.max(0, inner.prefixLength - bits) },
}));

/** What overlapping means, without arithmetic on prefixes: neither block ends before the other begins. */
function overlapByBounds(one: IpRange, other: IpRange): boolean {
  const endsBefore = (left: IpRange, right: IpRange) => left.address + sizeOf(left) <= right.address;
  return !endsBefore(one, other) && !endsBefore(other, one);
}

describe("a range", () => {
  test.each([
    ["0.0.0.0/0", 0, 0],
    ["10.0.0.0/8", 0x0a000000, 8],
    ["10.129.0.0/23", 0x0a810000, 23],
    ["192.168.1.7/32", 0xc0a80107, 32],
    ["255.255.255.255/32", 0xffffffff, 32],
  ])("%s is %d with %d leading bits", (text, address, prefixLength) => {
    expect(parseIpRange(text)).toEqual({ address, prefixLength });
  });

  test.each(["", "10.0.0.0", "10.0.0/8", "10.0.0.0/33", "10.0.0.256/8", "::/0", "10.0.0.0/8 ", "a.b.c.d/8"])(
    "%j is none",
    (text) => {
      expect(parseIpRange(text)).toBeUndefined();
    },
  );

  test("is written as it was read", () => {
    fc.assert(
      fc.property(anyRange, (any) => {
        expect(parseIpRange(formatIpRange(any))).toEqual(any);
      }),
    );
  });

  test("begins with its first address once its host bits are gone, and is the same block", () => {
    expect(formatIpRange(withoutHostBits(range("10.1.2.3/20")))).toBe("10.1.0.0/20");
    fc.assert(
      fc.property(anyRange, (any) => {
        const whole = withoutHostBits(any);
        expect(whole.address % sizeOf(whole)).toBe(0);
        expect(whole.prefixLength).toBe(any.prefixLength);
        expect(any.address - whole.address).toBeLessThan(sizeOf(any));
        expect(withoutHostBits(whole)).toEqual(whole);
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
  });

  test("is what the bounds of the blocks say", () => {
    fc.assert(
      fc.property(anyBlock, anyBlock, (one, other) => {
        expect(overlap(one, other)).toBe(overlapByBounds(one, other));
      }),
    );
    fc.assert(
      fc.property(nested, ({ inner, outer }) => {
        expect(overlap(inner, outer)).toBe(true);
        expect(overlapByBounds(withoutHostBits(inner), withoutHostBits(outer))).toBe(true);
      }),
    );
  });

  test("is mutual, and every block overlaps itself", () => {
    fc.assert(
      fc.property(anyRange, anyRange, (one, other) => {
        expect(overlap(one, other)).toBe(overlap(other, one));
        expect(overlap(one, one)).toBe(true);
      }),
    );
  });

  test("is missing between the two halves of any block", () => {
    fc.assert(
      fc.property(
        anyBlock.filter(({ prefixLength }) => prefixLength < 32),
        ({ address, prefixLength }) => {
          const lower = { address, prefixLength: prefixLength + 1 };
          const upper = { address: address + sizeOf(lower), prefixLength: prefixLength + 1 };
          expect(overlap(lower, upper)).toBe(false);
        },
      ),
    );
  });
});

test("a block contains its parts, and not what is larger than itself", () => {
  expect(contains(range("10.0.0.0/8"), range("10.200.0.0/16"))).toBe(true);
  expect(contains(range("10.200.0.0/16"), range("10.0.0.0/8"))).toBe(false);
  expect(contains(range("10.0.0.0/8"), range("11.0.0.0/16"))).toBe(false);
  fc.assert(
    fc.property(nested, ({ inner, outer }) => {
      expect(contains(outer, inner)).toBe(true);
      expect(contains(inner, outer)).toBe(inner.prefixLength === outer.prefixLength);
    }),
  );
});
