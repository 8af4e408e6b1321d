import { z } from "zod";
import type { Properties } from "./protocol/values";
import { cluster } from "./resources/cluster";
import { GoogleApiError } from "./google-api-error";
import type { CloudState } from "./cloud-state";
import { locationOf, projectOf } from "./cloud-state";

/** The only simulated function. */
export const getClusterToken = "gcp:container/getCluster:getCluster";

const argsSchema = z.strictObject({
  name: z.string(),
  location: z.string().optional(),
  project: z.string().optional(),
});

/**
 * The result of `container.getCluster`: a cluster, with its access blocks as lists of one.
 * @throws GoogleApiError when there is no such cluster.
 */
export function getCluster(args: Properties, cloudState: CloudState): Properties {
  const parsed = argsSchema.parse(args);
  const place = cloudState.place;
  const id = `projects/${projectOf(parsed, place)}/locations/${locationOf(parsed, place)}/clusters/${parsed.name}`;
  const found = cloudState.resources.find((one) => one.type === cluster.type && one.id === id);
  if (found === undefined) throw new GoogleApiError(404, `Not found: ${id}., notFound`);
  const { masterAuth, controlPlaneEndpointsConfig, ...outputs } = cluster.outputs(found, cloudState);
  const access = accessBlocks.parse({ masterAuth, controlPlaneEndpointsConfig });
  return { ...withoutBlocks(outputs), ...parsed, id, ...access };
}

/** The other blocks, also lists, are not simulated. */
function withoutBlocks(outputs: Properties): Properties {
  return Object.fromEntries(Object.entries(outputs).filter(([, value]) => typeof value !== "object"));
}

/** The provider's functions return a list where its resources have one block. */
const accessBlocks = z
  .object({
    masterAuth: z.object({ clusterCaCertificate: z.string() }),
    controlPlaneEndpointsConfig: z.object({
      dnsEndpointConfig: z.object({ allowExternalTraffic: z.boolean(), endpoint: z.string() }),
      ipEndpointsConfig: z.object({ enabled: z.boolean() }),
    }),
  })
  .transform(({ masterAuth, controlPlaneEndpointsConfig: { dnsEndpointConfig, ipEndpointsConfig } }) => ({
    masterAuths: [masterAuth],
    controlPlaneEndpointsConfigs: [
      { dnsEndpointConfigs: [dnsEndpointConfig], ipEndpointsConfigs: [ipEndpointsConfig] },
    ],
  }));
