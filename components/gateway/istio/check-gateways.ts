import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { brokenReference } from "../../proof/broken-reference";
import { readKind } from "../../proof/views";
import type { ManifestSet } from "../../proof/views";
import {
  checkControllerNamespace,
  checkListenerPorts,
  checkParametersRef,
  checkProxyNames,
  proxiedGatewayView,
} from "../proxied-gateway";
import type { ProxiedGateway } from "../proxied-gateway";
import { reservedPorts } from "./proxies";

/** Whether istiod can make the proxies of each Gateway, with the stack's options and without touching another object. */
export function checkGateways({ all }: ManifestSet): readonly Problem[] {
  const { views, problems } = readKind(all, "Gateway", proxiedGatewayView);
  return [
    ...problems,
    ...views.flatMap((gateway) => [
      ...checkControllerNamespace(gateway, istiod),
      ...checkListenerPorts(gateway, reservedPorts),
      ...checkParametersRef(gateway, all, options),
      ...checkName(gateway),
      ...checkProxyNames(gateway, all, { ...made, name: proxiesOf(gateway) }),
    ]),
  ];
}

/** Where istiod runs unless it is installed elsewhere. Source: Istio documentation, "Install with Helm". */
const istiod = { title: "istiod", namespace: "istio-system" };

const options = {
  kind: "ConfigMap",
  rule: "must name a ConfigMap of its namespace with options of the proxies, or there is one proxy, which cuts requests when it ends",
  fix: "name it",
};

/**
 * What istiod calls the proxies of a Gateway. Source: istio/istio, `GetDefaultName` in
 * pilot/pkg/config/kube/gatewaycommon/deploymentcontroller.go @ 1.31.0.
 */
function proxiesOf({ metadata }: ProxiedGateway): string {
  return `${metadata.name}-istio`;
}

/** A DNS label. Source: Kubernetes documentation, "Object Names and IDs", RFC 1035 label names, which Services have. */
const longestServiceName = 63;

function checkName(gateway: ProxiedGateway): readonly Problem[] {
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
const made = {
  kinds: ["Deployment", "Service", "ServiceAccount"],
  rule: "must not have the name that istiod gives to the proxies of the Gateway, which overwrite it",
};
