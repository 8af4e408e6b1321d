import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import { readKind } from "../../proof/views";
import type { InferencePool, ManifestSet } from "../../proof/views";
import { pickerHost } from "./picker-trust";
import { destinationRuleView } from "./views";
import type { DestinationRuleView } from "./views";

/** Whether the proxies speak TLS with the endpoint picker of each pool, without checking its certificate. */
export function checkPickerTrust({ all, pools }: ManifestSet): readonly Problem[] {
  const { views, problems } = readKind(all, "DestinationRule", destinationRuleView);
  const byHost = new Map<string, DestinationRuleView[]>();
  for (const rule of views) byHost.set(rule.spec.host, [...(byHost.get(rule.spec.host) ?? []), rule]);
  return [...problems, ...pools.flatMap((pool) => checkPool(pool, byHost.get(hostOf(pool)) ?? []))];
}

function hostOf({ metadata, spec }: InferencePool): string {
  return pickerHost({ service: spec.endpointPickerRef.name, namespace: metadata.namespace });
}

function checkPool(pool: InferencePool, rules: readonly DestinationRuleView[]): readonly Problem[] {
  if (rules.length !== 1) {
    const rule = `must have one DestinationRule for its endpoint picker, ${hostOf(pool)}`;
    return [brokenReference(describeManifest(pool), rule, String(rules.length), "add or remove one")];
  }
  return rules
    .filter(({ spec: { trafficPolicy } }) => !isTrusting(trafficPolicy.tls))
    .map((rule) => {
      const { mode, insecureSkipVerify } = rule.spec.trafficPolicy.tls;
      return brokenReference(
        `${describeManifest(rule)} spec.trafficPolicy.tls`,
        "must call the endpoint picker by TLS without checking its certificate, which is new at each start",
        `${mode}, insecureSkipVerify ${insecureSkipVerify}`,
        "set mode to SIMPLE and insecureSkipVerify to true",
      );
    });
}

function isTrusting({
  mode,
  insecureSkipVerify,
}: DestinationRuleView["spec"]["trafficPolicy"]["tls"]): boolean {
  return mode === "SIMPLE" && insecureSkipVerify;
}
