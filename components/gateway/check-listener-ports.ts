import { z } from "zod";
import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { brokenReference } from "../proof/broken-reference";
import { metadata } from "../proof/views";

/** The listeners of a Gateway, as the checks read them. */
export const listeners = z.array(z.object({ name: z.string(), port: z.number() }));

/** A Gateway with its listeners. */
export const listeningGatewayView = z.object({
  kind: z.literal("Gateway"),
  metadata,
  spec: z.object({ listeners }),
});

/**
 * Whether proxies in pods can open the ports of a Gateway's listeners.
 * @param reservedPorts ports that the proxies use themselves.
 */
export function checkListenerPorts(
  gateway: z.infer<typeof listeningGatewayView>,
  reservedPorts: readonly number[],
): readonly Problem[] {
  return gateway.spec.listeners
    .filter(({ port }) => reservedPorts.includes(port))
    .map(({ name, port }) =>
      brokenReference(
        `${describeManifest(gateway)} listener ${name}`,
        "must not have a port that the proxies use themselves",
        String(port),
        `use any but ${reservedPorts.join(", ")}`,
      ),
    );
}
