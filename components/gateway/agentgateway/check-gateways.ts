import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import { brokenRouting } from "../../proof/broken-routing";
import { readKind } from "../../proof/views";
import type { ManifestSet } from "../../proof/views";
import { checkListenerPorts } from "../check-listener-ports";
import { parametersKind } from "./kinds";
import { controllerNamespace } from "./names";
import { reservedPorts } from "./proxies";
import { gatewayView, parametersView, poolView } from "./views";
import type { GatewayView } from "./views";

/** Whether the controller can make the proxies of each Gateway, and whether each pool fails in a way that can be relied on. */
export function checkGateways({ all }: ManifestSet): readonly Problem[] {
  const { views } = readKind(all, "Gateway", gatewayView);
  return [
    ...views.flatMap((gateway) => [
      ...checkNamespace(gateway),
      ...checkListenerPorts(gateway, reservedPorts),
      ...checkParameters(gateway, all),
      ...checkNames(gateway, all),
    ]),
    ...checkPools(all),
  ];
}

function checkNamespace(gateway: GatewayView): readonly Problem[] {
  const { namespace } = gateway.metadata;
  if (namespace !== controllerNamespace) return [];
  return [
    brokenReference(
      describeManifest(gateway),
      "must not be in the namespace of the controller, which its network policies would cut off from the proxies",
      namespace,
      "give the stack another namespace",
    ),
  ];
}

function checkParameters(gateway: GatewayView, all: ManifestSet["all"]): readonly Problem[] {
  const parameters = readKind(all, parametersKind, parametersView);
  const { parametersRef } = gateway.spec.infrastructure;
  const { namespace } = gateway.metadata;
  const found = parameters.views.some(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === parametersRef?.name,
  );
  if (parametersRef?.kind === parametersKind && found) return parameters.problems;
  return [
    ...parameters.problems,
    brokenReference(
      `${describeManifest(gateway)} spec.infrastructure.parametersRef`,
      `must name ${parametersKind} of its namespace, or it has one proxy without resources behind a public load balancer`,
      parametersRef === undefined ? "nothing" : `${parametersRef.kind} ${parametersRef.name}`,
      "name them",
    ),
  ];
}

/** Kinds of the objects that the controller makes under the Gateway's name: the templates in controller/pkg/helm/agentgateway @ v1.2.1. */
const kindsOfProxies = ["ConfigMap", "Deployment", "Service", "ServiceAccount"];

function checkNames(
  { metadata: { name, namespace } }: GatewayView,
  all: ManifestSet["all"],
): readonly Problem[] {
  return all
    .filter(({ kind, metadata }) => kindsOfProxies.includes(kind) && metadata.name === name)
    .filter(({ metadata }) => metadata.namespace === namespace)
    .map((object) =>
      brokenReference(
        describeManifest(object),
        "must not have the name of the Gateway, which the controller gives to the proxies",
        name,
        "give the model another `name`, or the gateway another gateway.name",
      ),
    );
}

/** With FailOpen half of the POST requests without a picker failed, the others went to any pod (seen on 1.2.1). */
function checkPools(all: ManifestSet["all"]): readonly Problem[] {
  const { views } = readKind(all, "InferencePool", poolView);
  return views
    .filter(({ spec }) => spec.endpointPickerRef.failureMode !== "FailClose")
    .map((pool) =>
      brokenRouting(
        `${describeManifest(pool)} spec.endpointPickerRef.failureMode`,
        "must be FailClose: without a picker this gateway fails open for some requests only",
        pool.spec.endpointPickerRef.failureMode,
        "use FailClose and two pickers",
      ),
    );
}
