import { BlockList } from "node:net";
import { z } from "zod";

/** An IPv4 range that begins where its mask says, such as 10.0.0.0/20. */
export const cidrRange = z
  .cidrv4({ error: "must be an IPv4 range such as 10.0.0.0/20" })
  .refine(isAligned, { error: "must begin at the first address of its range" });

/** Whether two IPv4 ranges have an address in common. */
export function overlaps(one: string, other: string): boolean {
  return contains(one, addressOf(other)) || contains(other, addressOf(one));
}

/** Length of a range's prefix, in bits. */
export function prefixBits(range: string): number {
  return Number(range.slice(range.indexOf("/") + 1));
}

function addressOf(range: string): string {
  return range.slice(0, range.indexOf("/"));
}

function contains(range: string, address: string): boolean {
  const list = new BlockList();
  list.addSubnet(addressOf(range), prefixBits(range));
  return list.check(address);
}

function isAligned(range: string): boolean {
  const number = addressOf(range)
    .split(".")
    .reduce((sum, byte) => sum * 256 + Number(byte), 0);
  return number % 2 ** (32 - prefixBits(range)) === 0;
}
