import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import { readKind } from "../../proof/views";
import type { ManifestSet } from "../../proof/views";
import { clientHeadersName, internalHeaders } from "./client-headers";
import { envoyFilterView } from "./views";
import type { EnvoyFilterView } from "./views";

/** Whether each Gateway removes the headers that clients must not set, and whether every EnvoyFilter changes a Gateway that exists. */
export function checkClientHeaders({ all, gateways }: ManifestSet): readonly Problem[] {
  const { views, problems } = readKind(all, "EnvoyFilter", envoyFilterView);
  const known = gateways.map(describeManifest);
  return [
    ...problems,
    ...views.flatMap((filter) => checkTargets(filter, known)),
    ...known.flatMap((gateway) => checkHeaders(gateway, views)),
  ];
}

function targetsOf({ metadata, spec }: EnvoyFilterView): readonly string[] {
  return spec.targetRefs.map(({ kind, name }) => `${kind} ${metadata.namespace}/${name}`);
}

function checkTargets(filter: EnvoyFilterView, gateways: readonly string[]): readonly Problem[] {
  return targetsOf(filter)
    .filter((target) => !gateways.includes(target))
    .map((target) => {
      const fix = `name ${gateways.join(" or ")}`;
      return brokenReference(describeManifest(filter), "must target a Gateway of the stack", target, fix);
    });
}

function checkHeaders(gateway: string, filters: readonly EnvoyFilterView[]): readonly Problem[] {
  const removed = filters.filter((filter) => targetsOf(filter).includes(gateway)).flatMap(removedBy);
  const open = internalHeaders.filter((name) => !removed.includes(name));
  if (open.length === 0) return [];
  return [
    brokenReference(
      gateway,
      "must not let clients set the headers by which requests are routed",
      open.join(", "),
      `remove them by the EnvoyFilter ${clientHeadersName}, which targets it`,
    ),
  ];
}

function removedBy({ spec }: EnvoyFilterView): readonly string[] {
  return spec.configPatches
    .flatMap(({ patch }) => patch.value.typed_config.early_header_mutation_extensions)
    .flatMap((extension) => extension.typed_config.mutations)
    .flatMap(({ remove }) => (remove === undefined ? [] : [remove.toLowerCase()]));
}
