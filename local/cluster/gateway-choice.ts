import type { LoadedStack, LoadOptions } from "switchyard/stack";
import { UserError } from "@switchyard/process/user-error";

/** Name of a kind of gateway, as in the stack's `gateway.provider`. */
export type GatewayName = NonNullable<LoadOptions["gatewayProvider"]>;

/** The kinds that the laptop cluster can serve. */
export const gatewayChoices = ["gke", "istio"] as const satisfies readonly GatewayName[];

/** A kind that the laptop cluster can serve. */
export type GatewayChoice = (typeof gatewayChoices)[number];

/**
 * The kind of a stack's gateway.
 * @throws UserError when the laptop has nothing that serves it.
 */
export function gatewayOf({ spec }: Pick<LoadedStack, "spec">): GatewayChoice {
  const name: string = spec.provider.name;
  const choice = gatewayChoices.find((one) => one === name);
  if (choice !== undefined) return choice;
  throw new UserError(
    `gateway.provider: the laptop serves ${gatewayChoices.join(" and ")}, got ${name}; add \`--gateway ${gatewayChoices[0]}\``,
  );
}
