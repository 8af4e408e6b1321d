/** NetworkPolicies as a cluster's network applies them, for the parts of a policy that ours use. */
import { BlockList } from "node:net";
import { z } from "zod";
import type { Manifest } from "../../components/plan/manifest";

const labels = z.record(z.string(), z.string());
const selector = z.strictObject({ matchLabels: labels });
const peer = z.union([
  z.strictObject({ ipBlock: z.strictObject({ cidr: z.string() }) }),
  z.strictObject({ podSelector: selector }),
  z.strictObject({ namespaceSelector: selector }),
]);
const policySchema = z.object({
  metadata: z.object({ namespace: z.string() }),
  spec: z.strictObject({
    podSelector: selector,
    policyTypes: z.tuple([z.literal("Ingress")]),
    ingress: z.array(
      z.strictObject({
        from: z.array(peer).optional(),
        ports: z.array(z.strictObject({ protocol: z.literal("TCP"), port: z.number() })),
      }),
    ),
  }),
});

/** A pod, by what a policy can see of it. */
export interface PodAddress {
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Who connects: a pod, or an address outside of the cluster. */
export type Caller = PodAddress | { readonly ip: string };

/** Whether a connection is let through. A pod that no policy selects is open to everybody. */
export function mayConnect(
  manifests: readonly Manifest[],
  caller: Caller,
  target: PodAddress,
  port: number,
): boolean {
  const policies = manifests
    .filter(({ kind }) => kind === "NetworkPolicy")
    .map((manifest) => policySchema.parse(manifest))
    .filter(({ metadata }) => metadata.namespace === target.namespace)
    .filter(({ spec }) => selects(spec.podSelector, target.labels));
  if (policies.length === 0) return true;
  return policies.some(({ metadata, spec }) =>
    spec.ingress.some(
      ({ from, ports }) =>
        ports.some((open) => open.port === port) &&
        (from === undefined || from.some((one) => isPeer(one, caller, metadata.namespace))),
    ),
  );
}

function selects({ matchLabels }: z.infer<typeof selector>, found: PodAddress["labels"]): boolean {
  return Object.entries(matchLabels).every(([key, value]) => found[key] === value);
}

function isPeer(one: z.infer<typeof peer>, caller: Caller, policyNamespace: string): boolean {
  if ("ipBlock" in one) return "ip" in caller && isInRange(caller.ip, one.ipBlock.cidr);
  if ("ip" in caller) return false;
  if ("podSelector" in one)
    return caller.namespace === policyNamespace && selects(one.podSelector, caller.labels);
  return selects(one.namespaceSelector, { "kubernetes.io/metadata.name": caller.namespace });
}

function isInRange(ip: string, cidr: string): boolean {
  const [network = "", prefix = ""] = cidr.split("/");
  const range = new BlockList();
  range.addSubnet(network, Number(prefix));
  return range.check(ip);
}
