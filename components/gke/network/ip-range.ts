import { Address4 } from "ip-address";
import { z } from "zod";

/** A block in CIDR notation, or undefined if it is not one. */
export function parseIpRange(text: string): Address4 | undefined {
  return z.regexes.cidrv4.test(text) ? new Address4(text) : undefined;
}

/** How many addresses a block has. */
export function sizeOf({ subnetMask }: Address4): number {
  return 2 ** (32 - subnetMask);
}

/** Whether two blocks have an address in common. */
export function overlap(one: Address4, other: Address4): boolean {
  return one.isInSubnet(other) || other.isInSubnet(one);
}
