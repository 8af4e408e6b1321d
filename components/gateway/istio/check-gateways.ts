import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import { readKind } from "../../proof/views";
import type { ManifestSet } from "../../proof/views";
import { checkListenerPorts } from "../check-listener-ports";
import { reservedPorts } from "./proxies";
import { gatewayView } from "./views";
import type { GatewayView } from "./views";

/** Whether istiod can make the proxies of each Gateway, with the stack's options and without touching another object. */
export function checkGateways({ all }: ManifestSet): readonly Problem[] {
  const { views, problems } = readKind(all, "Gateway", gatewayView);
  return [
    ...problems,
    ...views.flatMap((gateway) => [
      ...checkNamespace(gateway),
      ...checkListenerPorts(gateway, reservedPorts),
      ...checkOptions(gateway, all),
      ...checkName(gateway),
      ...checkOtherNames(gateway, all),
    ]),
  ];
}

/** Where istiod runs unless it is installed elsewhere. Source: Istio documentation, "Install with Helm". */
const istioNamespace = "istio-system";

function checkNamespace(gateway: GatewayView): readonly Problem[] {
  const { namespace } = gateway.metadata;
  if (namespace !== istioNamespace) return [];
  return [
    brokenReference(
      describeManifest(gateway),
      "must not be in the namespace of istiod, which its network policies would cut off from the proxies",
      namespace,
      "give the stack another namespace",
    ),
  ];
}

function checkOptions(gateway: GatewayView, all: ManifestSet["all"]): readonly Problem[] {
  const { parametersRef } = gateway.spec.infrastructure;
  const { namespace } = gateway.metadata;
  const found = all.some(
    ({ kind, metadata }) =>
      kind === "ConfigMap" && metadata.namespace === namespace && metadata.name === parametersRef?.name,
  );
  if (parametersRef?.kind === "ConfigMap" && found) return [];
  return [
    brokenReference(
      `${describeManifest(gateway)} spec.infrastructure.parametersRef`,
      "must name a ConfigMap of its namespace with options of the proxies, or there is one proxy, which cuts requests when it ends",
      parametersRef === undefined ? "nothing" : `${parametersRef.kind} ${parametersRef.name}`,
      "name it",
    ),
  ];
}

/**
 * What istiod calls the proxies of a Gateway. Source: istio/istio, `GetDefaultName` in
 * pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go @ 1.31.0.
 */
function proxiesOf({ metadata }: GatewayView): string {
  return `${metadata.name}-istio`;
}

/** A DNS label. Source: Kubernetes documentation, "Object Names and IDs", RFC 1035 label names, which Services have. */
const longestServiceName = 63;

function checkName(gateway: GatewayView): readonly Problem[] {
  const { length } = proxiesOf(gateway);
  if (length <= longestServiceName) return [];
  const { name } = gateway.metadata;
  return [
    brokenReference(
      describeManifest(gateway),
      `must have a name of at most ${String(longestServiceName - (length - name.length))} characters, because istiod adds -istio to it for the Service of the proxies`,
      `${String(name.length)} characters`,
      "shorten gateway.name",
    ),
  ];
}

/**
 * Kinds of the objects that istiod makes for a Gateway, and overwrites. Source: istio/istio,
 * manifests/charts/istio-control/istio-discovery/files/kube-gateway.yaml @ 1.31.0.
 */
const kindsOfProxies = ["Deployment", "Service", "ServiceAccount"];

function checkOtherNames(gateway: GatewayView, all: ManifestSet["all"]): readonly Problem[] {
  const name = proxiesOf(gateway);
  return all
    .filter(({ kind, metadata }) => kindsOfProxies.includes(kind) && metadata.name === name)
    .filter(({ metadata }) => metadata.namespace === gateway.metadata.namespace)
    .map((object) =>
      brokenReference(
        describeManifest(object),
        "must not have the name that istiod gives to the proxies of the Gateway, which overwrite it",
        name,
        "give the model another `name`, or the gateway another gateway.name",
      ),
    );
}
