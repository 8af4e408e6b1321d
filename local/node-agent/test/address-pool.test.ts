import fc from "fast-check";
import { AddressPool } from "../address-pool";

test("addresses are unique, and a freed one is handed out last", () => {
  const pool = new AddressPool(3, 1, 3);
  expect([pool.take(), pool.take()]).toEqual(["10.67.0.1", "10.67.0.2"]);
  pool.release("10.67.0.1");
  expect([pool.take(), pool.take()]).toEqual(["10.67.0.3", "10.67.0.1"]);
});

test("a claimed address is not handed out; claiming it twice fails", () => {
  const pool = new AddressPool(0, 1, 2);
  expect([pool.claim("10.64.0.1"), pool.claim("10.64.0.1")]).toEqual([true, false]);
  expect(pool.take()).toBe("10.64.0.2");
});

test("an empty pool says what to do", () => {
  const pool = new AddressPool(0, 1, 1);
  pool.take();
  expect(() => pool.take()).toThrow(new Error("pod network: all 1 addresses are taken; delete pods"));
});

test("in any order of taking and releasing no two owners share an address", () => {
  fc.assert(
    fc.property(fc.array(fc.boolean(), { maxLength: 60 }), (takes) => {
      const pool = new AddressPool(0, 1, 100);
      const held: string[] = [];
      for (const take of takes) {
        if (take) held.push(pool.take());
        else pool.release(held.shift() ?? "");
        expect(new Set(held).size).toBe(held.length);
      }
    }),
  );
});
