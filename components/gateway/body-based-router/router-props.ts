/** The keys of BBR. */
import { z } from "zod";
import { key } from "../../keys/key";
import { mapping } from "../../keys/mapping";
import { filled } from "../../keys/props";
import type { Filled, Props } from "../../keys/props";
import { wholeNumber } from "../../keys/values";
import type { Named } from "../../model/request-names";
import type { InferenceGatewaySpec } from "../gateway-props";

/** BBR as a user describes it. */
export const bodyBasedRouterSchema = z
  .strictObject({
    replicas: key(wholeNumber(1, 10).default(2), {
      description: "Copies of BBR, spread across nodes. Every request passes through one of them.",
      unit: "copies",
      change: "adds or removes pods of BBR",
      fix: "set how many copies to run, 1 to 10, each on its own node",
    }),
  })
  .meta({ id: "BodyBasedRouterProps" });

export interface BodyBasedRouterProps extends Props<typeof bodyBasedRouterSchema> {}

/** BBR with all defaults applied. */
export interface BodyBasedRouterSpec extends Filled<typeof bodyBasedRouterSchema> {
  readonly namespace: string;
  readonly gatewayName: string;
  /** What every model serves, because BBR must forget removed adapters and aliases. */
  readonly models: readonly Named[];
}

/**
 * Checks the props and applies the defaults.
 * @param subject what the props describe, for the message.
 * @throws InvalidArgs when the props are wrong, with all problems at once.
 */
export function resolveBodyBasedRouter(
  props: BodyBasedRouterProps,
  gateway: Pick<InferenceGatewaySpec, "namespace" | "name">,
  models: BodyBasedRouterSpec["models"],
  subject = "BodyBasedRouter",
): BodyBasedRouterSpec {
  const { namespace, name: gatewayName } = mapping(gateway, subject, "gateway");
  return { ...filled(bodyBasedRouterSchema, props, subject), namespace, gatewayName, models };
}
