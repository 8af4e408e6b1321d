import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { brokenReference } from "./broken-reference";
import { selectedDeployments } from "./views";
import type { ManifestSet } from "./views";

/** Whether no model server has the rights of an endpoint picker. */
export function checkAccounts(set: ManifestSet): readonly Problem[] {
  return set.pools.flatMap(({ metadata, spec }) => {
    const service = set.services.find(
      (one) =>
        one.metadata.name === spec.endpointPickerRef.name && one.metadata.namespace === metadata.namespace,
    );
    if (service === undefined) return [];
    const accounts = selectedDeployments(set, metadata.namespace, service.spec.selector).flatMap(
      (picker) => picker.spec.template.spec.serviceAccountName ?? [],
    );
    return selectedDeployments(set, metadata.namespace, spec.selector.matchLabels).flatMap((server) => {
      const account = server.spec.template.spec.serviceAccountName;
      if (account === undefined || !accounts.includes(account)) return [];
      return [
        brokenReference(
          `${describeManifest(server)} spec.template.spec.serviceAccountName`,
          "must not be the account of its endpoint picker, which may read pods",
          account,
          "leave it out, or use another account",
        ),
      ];
    });
  });
}
