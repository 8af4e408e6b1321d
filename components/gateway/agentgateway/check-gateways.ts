import { describeManifest } from "../../plan/manifest";
import type { Problem } from "../../problems/problems";
import { brokenRouting } from "../../proof/broken-routing";
import { readKind } from "../../proof/views";
import type { ManifestSet } from "../../proof/views";
import {
  checkControllerNamespace,
  checkListenerPorts,
  checkParametersRef,
  checkProxyNames,
  proxiedGatewayView,
} from "../proxied-gateway";
import { parametersKind } from "./kinds";
import { controllerNamespace } from "./names";
import { reservedPorts } from "./proxies";
import { parametersView, poolView } from "./views";

/** Whether the controller can make the proxies of each Gateway, and whether each pool fails in a way that can be relied on. */
export function checkGateways({ all }: ManifestSet): readonly Problem[] {
  const { views } = readKind(all, "Gateway", proxiedGatewayView);
  return [
    ...views.flatMap((gateway) => [
      ...checkControllerNamespace(gateway, controller),
      ...checkListenerPorts(gateway, reservedPorts),
      ...readKind(all, parametersKind, parametersView).problems,
      ...checkParametersRef(gateway, all, parameters),
      ...checkProxyNames(gateway, all, { ...made, name: gateway.metadata.name }),
    ]),
    ...checkPools(all),
  ];
}

const controller = { title: "the controller", namespace: controllerNamespace };

const parameters = {
  kind: parametersKind,
  rule: `must name ${parametersKind} of its namespace, or it has one proxy without resources behind a public load balancer`,
  fix: "name them",
};

/** Kinds of the objects that the controller makes under the Gateway's name: the templates in controller/pkg/helm/agentgateway @ v1.2.1. */
const made = {
  kinds: ["ConfigMap", "Deployment", "Service", "ServiceAccount"],
  rule: "must not have the name of the Gateway, which the controller gives to the proxies",
};

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
