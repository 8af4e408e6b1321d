import { existsSync } from "node:fs";
import { homedir } from "node:os";
import type { CustomObjectsApi, KubeConfig, Middleware } from "@kubernetes/client-node";
import { kedaFactNames } from "./check-keda";
import type { KedaFacts } from "./check-keda";

/** A reachable API server answers in a moment. */
const answerTimeoutMs = 10_000;

/** How a cluster is reached, when all of it is known. */
export interface KnownAccess {
  /** A kubeconfig, or the path of one. */
  readonly kubeconfig: string;
  /** `undefined` uses the kubeconfig's current context. */
  readonly context: string | undefined;
}

/**
 * Reads the facts about a cluster that `checkKeda` needs.
 * @throws Error with a one-line message if they cannot be read.
 */
export async function readKeda(access: KnownAccess): Promise<KedaFacts> {
  // It takes a second to load, so it is loaded only if models scale.
  const client = await import("@kubernetes/client-node");
  const config = new client.KubeConfig();
  load(config, access);
  const middleware: Middleware = {
    pre: (request) => {
      request.setSignal(AbortSignal.timeout(answerTimeoutMs));
      return Promise.resolve(request);
    },
    post: (response) => Promise.resolve(response),
  };
  const server = config.getCurrentCluster()?.server ?? "";
  const api = new client.CustomObjectsApi(
    client.createConfiguration({
      baseServer: new client.ServerConfiguration(server, {}),
      authMethods: { default: config },
      promiseMiddleware: [middleware],
    }),
  );
  const [scaledObjects, externalMetrics] = await Promise.all([
    read(api, {
      group: "apiextensions.k8s.io",
      plural: "customresourcedefinitions",
      name: kedaFactNames.scaledObjects,
    }),
    read(api, {
      group: "apiregistration.k8s.io",
      plural: "apiservices",
      name: kedaFactNames.externalMetrics,
    }),
  ]);
  return { scaledObjects, externalMetrics };
}

/** The engine's provider, which is given the same, takes it in the same way. */
function load(config: KubeConfig, { kubeconfig, context }: KnownAccess): void {
  const file = kubeconfig.replace(/^~(?=\/)/, homedir());
  if (existsSync(file)) config.loadFromFile(file);
  else config.loadFromString(kubeconfig);
  if (context !== undefined) config.setCurrentContext(context);
}

/** A cluster-scoped object as answered: the client's own types would rename some of its fields. */
async function read(
  api: CustomObjectsApi,
  object: { readonly group: string; readonly plural: string; readonly name: string },
): Promise<unknown> {
  try {
    const answer: unknown = await api.getClusterCustomObject({ ...object, version: "v1" });
    return answer;
  } catch (error) {
    const status = statusOf(error);
    if (status === 404) return undefined;
    // The client's own message repeats the whole answer with its headers.
    throw status === undefined ? error : new Error(`its API server answers ${status}`);
  }
}

function statusOf(error: unknown): number | undefined {
  if (typeof error !== "object" || error === null || !("code" in error)) return undefined;
  return typeof error.code === "number" ? error.code : undefined;
}
