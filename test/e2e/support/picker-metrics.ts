import { CoreV1Api } from "@kubernetes/client-node";
import { endpointPickerPorts } from "../../../components/endpoint-picker/endpoint-picker";
import { metricsReader } from "../../../components/scaling/keda/metrics-access";
import { objectName } from "../../../components/model/names";
import { loopbackAddress } from "@switchyard/contracts/pod-network";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";

const queueSize = /^inference_extension_flow_control_queue_size\{.*\} (\d+)$/gm;
const readyPodCount = /^inference_pool_ready_pods\{.*\} (\d+)$/gm;

/** How many requests the endpoint picker of a model holds, as KEDA reads it: from its metrics, with the reader's token. */
export async function heldRequests(kubeconfig: string, namespace: string, model: string): Promise<number> {
  const held = seriesIn(await pickerMetrics(kubeconfig, namespace, model), queueSize);
  return held.reduce((sum, count) => sum + count, 0);
}

/** How many pods of a model its endpoint picker knows to be ready; undefined while it has not said. */
export async function knownPods(
  kubeconfig: string,
  namespace: string,
  model: string,
): Promise<number | undefined> {
  try {
    return seriesIn(await pickerMetrics(kubeconfig, namespace, model), readyPodCount)[0];
  } catch (error) {
    // A picker that has just been started does not listen yet.
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

function seriesIn(metrics: string, series: RegExp): readonly number[] {
  return [...metrics.matchAll(series)].map(([, count]) => Number(count));
}

async function pickerMetrics(kubeconfig: string, namespace: string, model: string): Promise<string> {
  const core = readKubeconfig(kubeconfig).makeApiClient(CoreV1Api);
  const labelSelector = `switchyard.dev/endpoint-picker=${objectName(model)}`;
  const { items } = await core.listNamespacedPod({ namespace, labelSelector });
  const { data } = await core.readNamespacedSecret({ namespace, name: metricsReader });
  const token = Buffer.from(data?.["token"] ?? "", "base64").toString();
  const picker = items.find(({ metadata }) => metadata?.deletionTimestamp === undefined);
  const address = loopbackAddress(picker?.status?.podIP ?? "");
  const response = await fetch(`http://${address}:${endpointPickerPorts.metrics}/metrics`, {
    headers: { authorization: `Bearer ${token}` },
  });
  if (!response.ok) throw new Error(`metrics of ${labelSelector}: answered ${response.status}`);
  return response.text();
}
