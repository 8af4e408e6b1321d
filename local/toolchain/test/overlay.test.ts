import { insertPodAddress } from "../overlay";

const head =
  "func (r *Resolver) resolveAddrList(ctx context.Context, op, network, addr string, hint Addr) (addrList, error) {\n";

describe("insertPodAddress", () => {
  test("translates the address before anything else is done with it", () => {
    expect(insertPodAddress(`package net\n\n${head}\tafnet := 1\n}\n`)).toBe(
      `package net\n\n${head}\taddr = podAddress(op, addr)\n\tafnet := 1\n}\n`,
    );
  });

  test.each([
    ["missing", "package net\n", 0],
    ["there twice", head + head, 2],
  ])("fails when the function is %s", (_title, source, times) => {
    expect(() => insertPodAddress(source)).toThrow(
      new Error(
        `net/dial.go: want func resolveAddrList exactly once, found ${times} times; tools/podnet fits another Go release`,
      ),
    );
  });
});
