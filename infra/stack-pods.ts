import { systemPods } from "../components/gke/node-pools/system-pods";
import type { PodRequests } from "../components/gke/node-pools/system-pods";
import { staticAnswersPods } from "../components/gateway/static-answers/answering-pods";
import { kedaPods } from "../components/scaling/keda/keda-pods";
import type { StackSpec } from "./stack-spec";

/** The parts of a stack that decide which pods it has besides its model servers. */
export type PodsOfStack = Pick<
  StackSpec,
  "provider" | "gateway" | "hasStaticAnswers" | "router" | "models" | "keda"
>;

/** The pods of a stack that run on nodes without accelerators: the gateway's own, the endpoint pickers and the scaler. */
export function stackPods({
  provider,
  gateway,
  hasStaticAnswers,
  router,
  models,
  keda,
}: PodsOfStack): readonly PodRequests[] {
  const ofGateway = provider
    .workloads(gateway)
    .map(({ request, replicas = router.replicas }) => ({ copies: replicas, ...request }));
  const others = [
    ...(keda?.install === true ? [kedaPods] : []),
    ...(hasStaticAnswers ? [staticAnswersPods] : []),
  ];
  return [...ofGateway, ...systemPods(0, provider.endpointPickers.replicas * models.length, others)];
}
