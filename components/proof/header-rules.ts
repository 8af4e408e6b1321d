/** The rules of all routes, by the value of the routing header that they match. */
import { componentLabel } from "../objects/labels";
import { staticAnswersName } from "../gateway/static-answers/names";
import { anyValue, pathsByValue } from "./route-matches";
import type { PathMatch } from "./route-matches";
import type { Backend } from "./routed-pools";
import { selectedDeployments } from "./views";
import type { ManifestSet } from "./views";

/** What one rule of a route does with one value of the routing header. */
export interface HeaderRule {
  /** Route that the rule is in. */
  readonly route: string;
  readonly paths: readonly PathMatch[];
  readonly backends: readonly Backend[];
}

/** All rules of a set of manifests. */
export interface HeaderRules {
  /** The rules that match a value of the routing header, or a request without it, at any path; without those of `answers`. */
  readonly rulesOf: (headerValue: string | undefined) => readonly HeaderRule[];
  /** Every value that some rule matches, and its rules. */
  readonly valued: ReadonlyMap<string, readonly HeaderRule[]>;
  /** The rules that lead to static answers, whatever the header is. */
  readonly answers: readonly HeaderRule[];
}

/** Reads every route once, so that a thousand names do not search a thousand routes each. */
export function readRules(set: ManifestSet, header: string): HeaderRules {
  const isAnswering = new Set(answeringServices(set));
  const valued = new Map<string, HeaderRule[]>();
  const forAny: HeaderRule[] = [];
  const answers: HeaderRule[] = [];
  for (const { metadata, spec } of set.routes)
    for (const rule of spec.rules) {
      const backends = rule.backendRefs.map((ref) => ({
        kind: ref.kind,
        namespace: ref.namespace ?? metadata.namespace,
        pool: ref.name,
        weight: ref.weight,
      }));
      const answersOnly =
        backends.length > 0 &&
        backends.every((one) => one.kind === "Service" && isAnswering.has(`${one.namespace}/${one.pool}`));
      for (const [value, paths] of pathsByValue(rule, header)) {
        const found = { route: metadata.name, paths, backends };
        if (value !== anyValue) valued.set(value, [...(valued.get(value) ?? []), found]);
        else (answersOnly ? answers : forAny).push(found);
      }
    }
  return {
    rulesOf: (headerValue) => [
      ...forAny,
      ...(headerValue === undefined ? [] : (valued.get(headerValue) ?? [])),
    ],
    valued,
    answers,
  };
}

/** The Services, by namespace and name, all of whose pods give static answers and are in no pool. */
export function answeringServices(set: ManifestSet): readonly string[] {
  const [[key, value] = ["", ""]] = Object.entries(componentLabel(staticAnswersName));
  const pooled = new Set(
    set.pools.flatMap(({ metadata, spec }) =>
      selectedDeployments(set, metadata.namespace, spec.selector.matchLabels),
    ),
  );
  return set.services.flatMap(({ metadata: { namespace, name }, spec }) => {
    const deployments = selectedDeployments(set, namespace, spec.selector);
    const areAnswering = deployments.every(
      (one) => one.spec.template.metadata.labels[key] === value && !pooled.has(one),
    );
    return deployments.length > 0 && areAnswering ? [`${namespace}/${name}`] : [];
  });
}
