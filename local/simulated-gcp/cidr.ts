import { Address4 } from "ip-address";
import { z } from "zod";

/** An IPv4 range without host bits, such as 10.0.0.0/20. */
export const cidrRange = z
  .cidrv4({ error: "must be an IPv4 range such as 10.0.0.0/20", abort: true })
  .refine((text) => new Address4(text).networkForm() === text, {
    error: "must begin at the first address of its range",
  });

/** Whether two IPv4 ranges have an address in common. */
export function overlaps(one: string, other: string): boolean {
  const [first, second] = [new Address4(one), new Address4(other)];
  return first.isInSubnet(second) || second.isInSubnet(first);
}

/** Length of a range's prefix, in bits. */
export function prefixBits(range: string): number {
  return new Address4(range).subnetMask;
}

/** The first usable address of a range. */
export function firstHost(range: string): string {
  return new Address4(range).startAddressExclusive().correctForm();
}
