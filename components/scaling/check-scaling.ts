import type { GatewayCapabilities } from "../gateway/capabilities";
import type { Problem } from "../problems/problems";
import type { ModelServingSpec } from "../model/model-serving-props";
import { backendTimeoutSec, noticeSec, shortestCoolDownSec } from "./resolve-scaling";

/**
 * Problems of a model's scaling, beyond the types of its props.
 * @param path path of the model's entry.
 * @param timeouts how long the gateway can wait for a model.
 */
export function checkScaling(
  spec: ModelServingSpec,
  path: string,
  timeouts: GatewayCapabilities["timeouts"],
): readonly Problem[] {
  const longestSec = timeouts.supported ? timeouts.longestSec : Infinity;
  return [...checkBounds(spec, path), ...checkCoolDown(spec, path), ...checkTimeout(spec, path, longestSec)];
}

function checkBounds({ scaling }: ModelServingSpec, path: string): readonly Problem[] {
  if (scaling === undefined || scaling.minReplicas <= scaling.maxReplicas) return [];
  const { minReplicas, maxReplicas } = scaling;
  return [
    {
      code: "MinAboveMax",
      path: `${path}.minReplicas`,
      rule: `must be at most maxReplicas, ${maxReplicas}`,
      got: String(minReplicas),
      fix: `lower it, or set maxReplicas to ${minReplicas} or more`,
    },
  ];
}

function checkCoolDown({ scaling }: ModelServingSpec, path: string): readonly Problem[] {
  if (scaling === undefined || scaling.minReplicas > 0) return [];
  const { coolDownSec, coldStartSec, holdSec } = scaling;
  const shortest = shortestCoolDownSec(coldStartSec, holdSec);
  if (coolDownSec >= shortest) return [];
  return [
    {
      code: "OutOfRange",
      path: `${path}.coolDownSec`,
      rule:
        `must be at least ${shortest} seconds if a request is held for ${holdSec}, ` +
        `or the model is scaled down before it is up, which takes ${coldStartSec}`,
      got: String(coolDownSec),
      fix: "raise it, leave it out, or raise holdSec",
    },
  ];
}

/** The time that a request is held is `holdSec`, or derived from the cold start. */
function checkTimeout(spec: ModelServingSpec, path: string, longestTimeoutSec: number): readonly Problem[] {
  const { scaling } = spec;
  const timeoutSec = backendTimeoutSec(spec);
  if (scaling === undefined || timeoutSec <= longestTimeoutSec) return [];
  const { coldStartSec, holdSec } = scaling;
  const follows = holdSec === coldStartSec + noticeSec;
  const together = follows ? `requestTimeoutSec plus ${noticeSec} seconds` : "requestTimeoutSec";
  return [
    {
      code: "OutOfRange",
      path: `${path}.${follows ? "coldStartSec" : "holdSec"}`,
      rule: `must be at most ${longestTimeoutSec} seconds together with ${together}, or a load balancer gives up first`,
      got: `${follows ? coldStartSec : holdSec}, together ${timeoutSec}`,
      fix: "lower it, or requestTimeoutSec",
    },
  ];
}
