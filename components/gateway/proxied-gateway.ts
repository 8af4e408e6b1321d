/** Checks of a Gateway whose proxies are pods that a controller makes, for every provider with such a Gateway. */
import { z } from "zod";
import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { brokenReference } from "../proof/broken-reference";
import { metadata } from "../proof/views";
import type { ManifestSet } from "../proof/views";

/** The parts of such a Gateway that the checks read. */
export const proxiedGatewayView = z.object({
  kind: z.literal("Gateway"),
  metadata,
  spec: z.object({
    infrastructure: z
      .object({ parametersRef: z.object({ kind: z.string(), name: z.string() }).optional() })
      .default({}),
    listeners: z.array(z.object({ name: z.string(), port: z.number() })),
  }),
});

export type ProxiedGateway = z.infer<typeof proxiedGatewayView>;

/**
 * Whether the proxies can open the ports of the listeners.
 * @param reservedPorts ports that the proxies use themselves.
 */
export function checkListenerPorts(
  gateway: ProxiedGateway,
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

/**
 * Whether the proxies can reach their controller.
 * @param controller what it is called in the message, and its namespace.
 */
export function checkControllerNamespace(
  gateway: ProxiedGateway,
  controller: { readonly title: string; readonly namespace: string },
): readonly Problem[] {
  if (gateway.metadata.namespace !== controller.namespace) return [];
  return [
    brokenReference(
      describeManifest(gateway),
      `must not be in the namespace of ${controller.title}, which its network policies would cut off from the proxies`,
      controller.namespace,
      "give the stack another namespace",
    ),
  ];
}

/**
 * Whether the object with the settings of the proxies exists.
 * @param expected its kind; what must hold, as a phrase that follows the path; the fix.
 */
export function checkParametersRef(
  gateway: ProxiedGateway,
  all: ManifestSet["all"],
  expected: { readonly kind: string; readonly rule: string; readonly fix: string },
): readonly Problem[] {
  const { parametersRef } = gateway.spec.infrastructure;
  const { namespace } = gateway.metadata;
  const found = all.some(
    ({ kind, metadata: { name, namespace: of } }) =>
      kind === expected.kind && of === namespace && name === parametersRef?.name,
  );
  if (parametersRef?.kind === expected.kind && found) return [];
  return [
    brokenReference(
      `${describeManifest(gateway)} spec.infrastructure.parametersRef`,
      expected.rule,
      parametersRef === undefined ? "nothing" : `${parametersRef.kind} ${parametersRef.name}`,
      expected.fix,
    ),
  ];
}

/**
 * Whether no other object has a name that the controller gives to the proxies' own.
 * @param made name and kinds of the objects that it makes, and what must hold.
 */
export function checkProxyNames(
  gateway: ProxiedGateway,
  all: ManifestSet["all"],
  made: { readonly name: string; readonly kinds: readonly string[]; readonly rule: string },
): readonly Problem[] {
  return all
    .filter(({ kind, metadata: { name } }) => made.kinds.includes(kind) && name === made.name)
    .filter((object) => object.metadata.namespace === gateway.metadata.namespace)
    .map((object) =>
      brokenReference(
        describeManifest(object),
        made.rule,
        made.name,
        "give the model another `name`, or the gateway another gateway.name",
      ),
    );
}
