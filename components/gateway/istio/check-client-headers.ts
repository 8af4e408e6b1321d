import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import { readKind } from "../../proof/views";
import type { ManifestSet } from "../../proof/views";
import { clientHeadersName } from "./client-headers";
import { envoyFilterView } from "./views";

/** Whether the EnvoyFilter that removes forged headers changes each Gateway, and every EnvoyFilter one that exists. */
export function checkClientHeaders({ all, gateways }: ManifestSet): readonly Problem[] {
  const { views, problems } = readKind(all, "EnvoyFilter", envoyFilterView);
  const targets = views.flatMap((filter) =>
    filter.spec.targetRefs.map(({ kind, name }) => ({
      filter,
      target: `${kind} ${filter.metadata.namespace}/${name}`,
    })),
  );
  const known = gateways.map(describeManifest);
  const unknown = targets.filter(({ target }) => !known.includes(target));
  const open = known.filter(
    (gateway) =>
      !targets.some(({ filter, target }) => filter.metadata.name === clientHeadersName && target === gateway),
  );
  return [
    ...problems,
    ...unknown.map(({ filter, target }) => {
      const fix = `name ${known.join(" or ")}`;
      return brokenReference(describeManifest(filter), "must target a Gateway of the stack", target, fix);
    }),
    ...open.map((gateway) =>
      brokenReference(
        gateway,
        "must not let clients set the headers by which requests are routed",
        `no EnvoyFilter ${clientHeadersName}`,
        "add one that targets it",
      ),
    ),
  ];
}
