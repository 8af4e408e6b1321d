/** What a patch must leave as it is, because routing or security relies on it and no manifest says what it should be. */
import { isDeepStrictEqual } from "node:util";
import { z } from "zod";
import { podSecurityLabels } from "../objects/pod-security";
import type { Manifest } from "../plan/manifest";
import { quote } from "../problems/problems";
import { checkAnnotations, checkServiceType } from "./guarded-exposure";
import { checkListeners } from "./guarded-listeners";
import type { PatchFault } from "./patch-fault";

type Guard = (before: Manifest, after: Manifest) => readonly PatchFault[];

const guards: Readonly<Record<string, Guard>> = {
  ClusterRole: checkAccess,
  ClusterRoleBinding: checkAccess,
  Deployment: checkAccount,
  Gateway: (before, after) => [...checkListeners(before, after), ...checkAnnotations(before, after)],
  Namespace: checkPodSecurity,
  NetworkPolicy: checkAccess,
  PodDisruptionBudget: checkSelector,
  Role: checkAccess,
  RoleBinding: checkAccess,
  Secret: checkAccess,
  ServiceAccount: checkAccess,
};

/** Which of these fields the patches of one object changed. */
export function guardedFaults(before: Manifest, after: Manifest): readonly PatchFault[] {
  return [...(guards[after.kind]?.(before, after) ?? []), ...checkServiceType(before, after)];
}

/** Of an object that grants access only labels and new annotations: the token of a Secret is for the account in an annotation. */
function checkAccess(before: Manifest, after: Manifest): readonly PatchFault[] {
  const annotations = { ...after.metadata.annotations, ...before.metadata.annotations };
  const isSame =
    isDeepStrictEqual(granted(before), granted(after)) &&
    isDeepStrictEqual(annotations, after.metadata.annotations ?? {});
  if (isSame) return [];
  const fields = Object.keys({ ...granted(before), ...granted(after) });
  const changed = fields.filter((field) => !isDeepStrictEqual(granted(before)[field], granted(after)[field]));
  return [
    {
      rule: `must leave the access that a ${after.kind} grants as it is`,
      got: `another ${changed.length === 0 ? "metadata.annotations" : changed.join(", ")}`,
      fix: `patch only its labels and annotations, and grant more by a separate ${after.kind}`,
    },
  ];
}

function granted({ metadata, ...rest }: Manifest): Readonly<Record<string, unknown>> {
  const { labels: _labels, annotations: _annotations, ...named } = metadata;
  return { ...rest, metadata: named };
}

function checkPodSecurity(before: Manifest, after: Manifest): readonly PatchFault[] {
  return Object.keys(podSecurityLabels).flatMap((label) => {
    const wanted = before.metadata.labels?.[label];
    const got = after.metadata.labels?.[label];
    if (got === wanted) return [];
    return [
      {
        rule: `must leave the label ${label} of the namespace at ${quote(wanted)}`,
        got: quote(got),
        fix: "patch other labels",
      },
    ];
  });
}

const deploymentSchema = z.object({
  spec: z.object({ template: z.object({ spec: z.object({ serviceAccountName: z.string().optional() }) }) }),
});

/** A Deployment without an account has no rights, and a patch may give it one. */
function checkAccount(before: Manifest, after: Manifest): readonly PatchFault[] {
  const [wanted, got] = [before, after].map(
    (manifest) => deploymentSchema.safeParse(manifest).data?.spec.template.spec.serviceAccountName,
  );
  if (wanted === undefined || got === wanted) return [];
  return [
    {
      rule: `must leave the pods' serviceAccountName at ${quote(wanted)}, which has their rights`,
      got: quote(got),
      fix: "patch another field",
    },
  ];
}

const budgetSchema = z.object({ spec: z.object({ selector: z.unknown() }) });

function checkSelector(before: Manifest, after: Manifest): readonly PatchFault[] {
  const [wanted, got] = [before, after].map(
    (manifest) => budgetSchema.safeParse(manifest).data?.spec.selector,
  );
  if (isDeepStrictEqual(wanted, got)) return [];
  return [
    {
      rule: "must leave the selector of its pods as it is",
      got: quote(got),
      fix: "patch another field, such as /spec/maxUnavailable",
    },
  ];
}
