import { account } from "./account";
import { cluster } from "./cluster";
import { iamMember } from "./iam-member";
import type { ResourceKind } from "./kind";
import { network } from "./network";
import { nodePool } from "./node-pool";
import { router } from "./router";
import { routerNat } from "./router-nat";
import { service } from "./service";
import { subnetwork } from "./subnetwork";

const kinds: readonly ResourceKind[] = [
  ...[service, network, subnetwork, router, routerNat],
  ...[account, iamMember, cluster, nodePool],
];

/**
 * The rules of a type.
 * @throws Error when it is not simulated.
 */
export function kindOf(type: string): ResourceKind {
  const kind = kinds.find((one) => one.type === type);
  if (kind === undefined)
    throw new Error(
      `${type} is not simulated; the simulated types are ${kinds.map((one) => one.type).join(", ")} (local/simulated-gcp/resources)`,
    );
  return kind;
}
