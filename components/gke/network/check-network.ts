import { Address4 } from "ip-address";
import { quote } from "../../problems/problems";
import type { Problem } from "../../problems/problems";
import { overlap, parseIpRange, sizeOf } from "./ip-range";
import type { NewNetworkSpec } from "./network";

/** What the ranges of a network must hold. */
export interface NetworkDemand {
  /** Maximum nodes of all pools together. */
  readonly nodes: number;
  /** Services that the stack creates. */
  readonly services: number;
}

/** A range, by its place in a stack file. */
interface NamedRange {
  readonly path: string;
  readonly text: string;
  /** Undefined if it is not a valid range. */
  readonly range: Address4 | undefined;
  readonly size: SizeRule;
}

/** How large a range may be. */
interface SizeRule {
  readonly smallest: number;
  readonly largest: number;
  /** What the smallest size is for. */
  readonly holds: string;
}

/** Whether the ranges of a network are valid, large enough and disjoint. */
export function checkNetwork(spec: NewNetworkSpec, demand: NetworkDemand): readonly Problem[] {
  const ranges = rangesOf(spec, demand);
  return [...ranges.flatMap(checkRange), ...checkOverlaps(ranges)];
}

/** Addresses of a subnet that Google keeps: the first two and the last two. */
const reservedAddresses = 4;

/** The gateway's address, if internal, and the control plane's private endpoint. */
const otherAddresses = 2;

/** GKE reserves a /24 for each node: twice the 110 pods that it may have. */
const podPrefixLength = 24;

/** Services that every cluster has, rounded up: its API, its DNS, its metrics. */
const ownServices = 16;

/**
 * The limits of GKE and of its gateway. Sources: GKE's "VPC-native clusters" (sizes of the three ranges) and the load
 * balancers' "Proxy-only subnets" (/26 at least), both read 2026-08.
 */
function rangesOf(spec: NewNetworkSpec, { nodes, services }: NetworkDemand): readonly NamedRange[] {
  return [
    named("network.nodes", spec.nodes, {
      smallest: prefixFor(nodes + otherAddresses + reservedAddresses, 32, 29),
      largest: 8,
      holds: `${nodes} nodes`,
    }),
    named("network.pods", spec.pods, {
      smallest: prefixFor(nodes, podPrefixLength, podPrefixLength),
      largest: 9,
      holds: `256 addresses on each of ${nodes} nodes`,
    }),
    named("network.services", spec.services, {
      smallest: prefixFor(services + ownServices, 32, 28),
      largest: 16,
      holds: `${services + ownServices} Services`,
    }),
    named("gateway.proxySubnet", spec.proxySubnet, {
      smallest: 26,
      largest: 8,
      holds: "the gateway's proxies",
    }),
  ];
}

function named(path: string, text: string, size: SizeRule): NamedRange {
  return { path, text, range: parseIpRange(text), size };
}

/** The longest prefix whose range holds a number of parts of some length, and that is no longer than another. */
function prefixFor(parts: number, partLength: number, longest: number): number {
  return Math.min(longest, partLength - Math.ceil(Math.log2(parts)));
}

function checkRange({ path, text, range, size }: NamedRange): readonly Problem[] {
  const problem = { code: "InvalidValue", path, got: quote(text) } as const;
  if (range === undefined)
    return [{ ...problem, rule: "must be a range of IPv4 addresses", fix: "write it as 10.0.0.0/20" }];
  const whole = range.networkForm();
  if (whole !== text)
    return [
      {
        ...problem,
        rule: "must begin with the first address of the range",
        fix: `use ${whole}`,
      },
    ];
  return [...checkPrivate(path, range), ...checkSize(path, range, size)];
}

/**
 * Ranges that are not used on the internet: those of RFC 1918, those of RFC 6598, and the reserved ones that GKE also accepts.
 * Source: VPC's "Valid IPv4 ranges" (read 2026-08).
 */
const privateRanges = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "240.0.0.0/4"];

function checkPrivate(path: string, range: Address4): readonly Problem[] {
  if (privateRanges.some((outer) => range.isInSubnet(new Address4(outer)))) return [];
  return [
    {
      code: "InvalidValue",
      path,
      rule: "must be a range of private addresses",
      got: quote(range.networkForm()),
      fix: `use a part of ${privateRanges.join(", ")}`,
    },
  ];
}

function checkSize(
  path: string,
  range: Address4,
  { smallest, largest, holds }: SizeRule,
): readonly Problem[] {
  const { subnetMask } = range;
  if (subnetMask >= largest && subnetMask <= smallest) return [];
  const tooSmall = subnetMask > smallest;
  return [
    {
      code: "OutOfRange",
      path,
      rule: tooSmall ? `must be /${smallest} or larger to hold ${holds}` : `must be /${largest} or smaller`,
      got: `${quote(range.networkForm())}, which has ${sizeOf(range)} addresses`,
      fix: tooSmall
        ? "use a larger range, which has a smaller number after the slash"
        : "use a smaller range",
    },
  ];
}

/** Each range is compared with those before it, so that every pair is reported once. */
function checkOverlaps(ranges: readonly NamedRange[]): readonly Problem[] {
  return ranges.flatMap(({ path, text, range }, index) =>
    ranges.slice(0, index).flatMap((other) => {
      if (range === undefined || other.range === undefined || !overlap(range, other.range)) return [];
      return [
        {
          code: "RangeOverlap" as const,
          path,
          rule: `must not overlap ${other.path}, ${other.text}`,
          got: quote(text),
          fix: "move one of the two",
        },
      ];
    }),
  );
}
