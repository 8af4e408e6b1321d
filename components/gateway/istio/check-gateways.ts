import type { Problem } from "../../problems/problems";
import { readKind } from "../../proof/views";
import type { ManifestSet } from "../../proof/views";
import { checkListenerPorts, listeningGatewayView } from "../check-listener-ports";
import { reservedPorts } from "./proxies";

/** Whether the proxies of each Gateway can listen at its ports. */
export function checkGateways({ all }: ManifestSet): readonly Problem[] {
  const { views, problems } = readKind(all, "Gateway", listeningGatewayView);
  return [...problems, ...views.flatMap((gateway) => checkListenerPorts(gateway, reservedPorts))];
}
