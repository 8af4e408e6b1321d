import { Agent, type RequestOptions } from "node:https";
import {
  createConfiguration,
  ServerConfiguration,
  type Cluster,
  type Configuration,
  type KubeConfig,
  type RequestContext,
} from "@kubernetes/client-node";

const maxConnections = 8;

/**
 * The configuration of API clients that keep their connections. The client library alone opens one for every call,
 * and on two cores those TLS handshakes would be most of what starting a cluster's pods costs.
 */
export function keptConnections(config: KubeConfig, cluster: Cluster): Configuration {
  let agent: Promise<Agent> | undefined;
  const authentication = {
    getName: () => "kubeconfig",
    applySecurityAuthentication: async (context: RequestContext) => {
      await config.applySecurityAuthentication(context);
      agent ??= createAgent(config);
      context.setAgent(await agent);
    },
  };
  return createConfiguration({
    baseServer: new ServerConfiguration(cluster.server, {}),
    authMethods: { default: authentication },
  });
}

async function createAgent(config: KubeConfig): Promise<Agent> {
  const options: RequestOptions = {};
  await config.applyToHTTPSOptions(options);
  const { ca, cert, key, passphrase, rejectUnauthorized, servername } = options;
  return new Agent({
    keepAlive: true,
    maxSockets: maxConnections,
    ...{ ca, cert, key, passphrase, rejectUnauthorized, servername },
  });
}
