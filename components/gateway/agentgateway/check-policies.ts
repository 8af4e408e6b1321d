import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { quote } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import { brokenRouting } from "../../proof/broken-routing";
import { readKind } from "../../proof/views";
import type { ManifestSet } from "../../proof/views";
import { choosingHeaders, modelHeader, modelOfBody } from "./policies";
import { proxiedGatewayView } from "../proxied-gateway";
import type { ProxiedGateway } from "../proxied-gateway";
import { policyView } from "./views";
import type { PolicyView } from "./views";

type Target = PolicyView["spec"]["targetRefs"][number];

/** Whether every policy has its target, and each listener the one policy that sets the routing header. */
export function checkPolicies({ all }: ManifestSet): readonly Problem[] {
  const policies = readKind(all, "AgentgatewayPolicy", policyView);
  const gateways = readKind(all, "Gateway", proxiedGatewayView);
  return [
    ...policies.problems,
    ...gateways.problems,
    ...policies.views.flatMap((policy) => checkTargets(policy, all, gateways.views)),
    ...policies.views.flatMap(checkAnswers),
    ...gateways.views.flatMap((gateway) => checkListeners(gateway, policies.views)),
  ];
}

/** The controller accepts a policy without a target, and says so only in its status. */
function checkTargets(
  { kind, metadata, spec }: PolicyView,
  all: ManifestSet["all"],
  gateways: readonly ProxiedGateway[],
): readonly Problem[] {
  const { namespace } = metadata;
  const exists = (target: Target): boolean =>
    all.some(
      (one) =>
        one.kind === target.kind &&
        one.metadata.name === target.name &&
        (one.metadata.namespace ?? "") === namespace,
    ) && hasSection(target, namespace, gateways);
  return spec.targetRefs
    .filter((target) => !exists(target))
    .map(({ kind: of, name, sectionName }) =>
      brokenReference(
        describeManifest({ kind, metadata }),
        "must have a target in its namespace",
        `${of} ${name}${sectionName === undefined ? "" : ` ${sectionName}`}`,
        "name one that exists",
      ),
    );
}

function hasSection(
  { kind, name, sectionName }: Target,
  namespace: string,
  gateways: readonly ProxiedGateway[],
): boolean {
  if (kind !== "Gateway" || sectionName === undefined) return true;
  const gateway = gateways.find(({ metadata }) => metadata.name === name && metadata.namespace === namespace);
  return gateway?.spec.listeners.some((listener) => listener.name === sectionName) ?? false;
}

function isBeforeRouting({ spec }: PolicyView): boolean {
  return spec.traffic?.phase === "PreRouting" && spec.traffic.transformation !== undefined;
}

/** Changed in this phase, an answer is held until it is complete, and cut at the buffer's size (seen on 1.2.1). */
function checkAnswers(policy: PolicyView): readonly Problem[] {
  if (!isBeforeRouting(policy) || policy.spec.traffic?.transformation?.response === undefined) return [];
  return [
    brokenRouting(
      describeManifest(policy),
      "must not change answers before routing, which holds back streams and cuts long answers",
      "traffic.transformation.response",
      "leave it out, or put it into a policy of a route",
    ),
  ];
}

function checkListeners(gateway: ProxiedGateway, policies: readonly PolicyView[]): readonly Problem[] {
  const { name, namespace } = gateway.metadata;
  const ofGateway = policies
    .filter(isBeforeRouting)
    .filter((policy) => policy.metadata.namespace === namespace);
  return gateway.spec.listeners.flatMap((listener) => {
    const own = ofGateway.filter(({ spec }) =>
      spec.targetRefs.some(
        (target) => target.kind === "Gateway" && target.name === name && target.sectionName === listener.name,
      ),
    );
    const [policy] = own;
    if (policy !== undefined && own.length === 1) return checkRequest(policy);
    return [
      brokenRouting(
        `${describeManifest(gateway)} listener ${listener.name}`,
        "must have one PreRouting transformation that targets it by sectionName, because only one takes effect",
        own.map(({ metadata }) => metadata.name).join(", ") || "none",
        "add it, or put all headers into one policy",
      ),
    ];
  });
}

function checkRequest(policy: PolicyView): readonly Problem[] {
  const path = describeManifest(policy);
  const { set = [], remove = [] } = policy.spec.traffic?.transformation?.request ?? {};
  const header = modelHeader.toLowerCase();
  const values = set.filter(({ name }) => name.toLowerCase() === header).map(({ value }) => value);
  const removed = new Set(remove.map((name) => name.toLowerCase()));
  const left = choosingHeaders.filter((name) => !removed.has(name));
  return [
    ...(values.length === 1 && values[0] === modelOfBody
      ? []
      : [
          brokenRouting(
            path,
            `must set ${modelHeader} to the model of the body`,
            values.map(quote).join(", ") || "nothing",
            `set it to ${modelOfBody}`,
          ),
        ]),
    ...(left.length === 0
      ? []
      : [
          brokenRouting(
            path,
            "must remove the headers by which a client could choose its pod or its place in the queue",
            `${left.join(", ")} left in`,
            "add them to traffic.transformation.request.remove",
          ),
        ]),
  ];
}
