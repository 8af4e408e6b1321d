import fc from "fast-check";
import { loopbackAddress, podAddress, unusedLoopbackAddress } from "../pod-network";

const slot = fc.integer({ min: 0, max: 9 });
const index = fc.integer({ min: 1, max: 65_534 });

test("addresses of a slot, on both sides", () => {
  expect(podAddress(0, 1)).toBe("10.64.0.1");
  expect(podAddress(3, 256)).toBe("10.67.1.0");
  expect(podAddress(9, 65_534)).toBe("10.73.255.254");
  expect(loopbackAddress("10.67.1.0")).toBe("127.67.1.0");
});

test("no two pods of any slots share an address, and none has the one that is never used", () => {
  fc.assert(
    fc.property(slot, index, slot, index, (slotA, a, slotB, b) => {
      const same = slotA === slotB && a === b;
      expect(podAddress(slotA, a) === podAddress(slotB, b)).toBe(same);
      expect(loopbackAddress(podAddress(slotA, a))).not.toBe(unusedLoopbackAddress(slotB));
    }),
  );
});

test("every address is one of IPv4, and its other face is loopback of the same number", () => {
  fc.assert(
    fc.property(slot, index, (inSlot, number) => {
      const parts = podAddress(inSlot, number).split(".").map(Number);
      expect(parts.slice(0, 2)).toEqual([10, 64 + inSlot]);
      expect((parts[2] ?? 0) * 256 + (parts[3] ?? 0)).toBe(number);
      expect(Math.max(...parts)).toBeLessThanOrEqual(255);
      expect(loopbackAddress(parts.join("."))).toBe(["127", ...parts.slice(1)].join("."));
    }),
  );
});

test("an address that is none of a pod stays as it is", () => {
  expect(loopbackAddress("127.0.0.1")).toBe("127.0.0.1");
  expect(loopbackAddress("192.10.0.1")).toBe("192.10.0.1");
  expect(loopbackAddress("110.64.0.1")).toBe("110.64.0.1");
});

test.each([0, 65_535, -1, 1.5, NaN])("pod number %d is refused", (number) => {
  expect(() => podAddress(0, number)).toThrow(
    new RangeError(`pod index: must be a whole number from 1 to 65534, got ${number}`),
  );
});
