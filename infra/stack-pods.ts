import { systemPods } from "../components/gke/node-pools/system-pods";
import type { PodRequests } from "../components/gke/node-pools/system-pods";
import { kedaPods } from "../components/scaling/keda/keda-pods";
import type { StackSpec } from "./stack-spec";

/** The parts of a stack that decide which pods it has besides its model servers. */
export type PodsOfStack = Pick<StackSpec, "provider" | "gateway" | "router" | "models" | "keda">;

/** The pods of a stack that run on nodes without accelerators: the gateway's own, the endpoint pickers and the scaler. */
export function stackPods({ provider, gateway, router, models, keda }: PodsOfStack): readonly PodRequests[] {
  const ofGateway = provider
    .workloads(gateway)
    .map(({ request, replicas = router.replicas }) => ({ copies: replicas, ...request }));
  const ofScaler = keda?.install === true ? [kedaPods] : [];
  return [...ofGateway, ...systemPods(0, provider.endpointPickers.replicas * models.length, ofScaler)];
}
