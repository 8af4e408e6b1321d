import type { CoreV1Api } from "@kubernetes/client-node";

/** One answer of a model, whoever gave it. */
export interface VariantAnswer {
  readonly status: number;
  /** Pod that answered; undefined where it was the gateway. */
  readonly pod: string | undefined;
  /** Address that an endpoint picker had chosen. */
  readonly chosen: string | undefined;
}

const atOnce = 8;

/** Asks a model so many times, and takes every answer as it is. */
export async function variantAnswers(
  gatewayUrl: string,
  model: string,
  count: number,
): Promise<readonly VariantAnswer[]> {
  const answers: VariantAnswer[] = [];
  let left = count;
  const worker = async () => {
    while (left-- > 0) answers.push(await ask(gatewayUrl, model));
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return answers;
}

async function ask(gatewayUrl: string, model: string): Promise<VariantAnswer> {
  const response = await fetch(`${gatewayUrl}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Which pod are you?" }] }),
  });
  await response.arrayBuffer();
  const header = (name: string) => response.headers.get(name) ?? undefined;
  return { status: response.status, pod: header("x-served-by"), chosen: header("x-chosen-endpoint") };
}

/** The pods of some Deployments with their addresses. */
export async function podAddresses(
  api: CoreV1Api,
  namespace: string,
  models: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const labelSelector = `switchyard.dev/model in (${models.join(", ")})`;
  const { items } = await api.listNamespacedPod({ namespace, labelSelector });
  return new Map(items.map(({ metadata, status }) => [metadata?.name ?? "", status?.podIP ?? ""]));
}
