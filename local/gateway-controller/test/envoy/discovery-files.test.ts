import { discoveryFiles } from "../../envoy/discovery-files";
import { hasClusters, hasTaken } from "../../envoy/envoy-admin";
import { envoyBootstrap } from "../../envoy/bootstrap";
import { envoyPaths } from "../../envoy/envoy-paths";
import { model, oneModel, translateObjects } from "../support/cluster";

const paths = envoyPaths("/state");
const files = discoveryFiles(translateObjects(oneModel()).envoy, paths);

test("the bootstrap binds the admin endpoint to this machine alone and names the files", () => {
  expect(envoyBootstrap(paths, 26006)).toEqual({
    node: { id: "gateway", cluster: "switchyard" },
    admin: { address: { socket_address: { address: "127.0.0.1", port_value: 26006 } } },
    dynamic_resources: {
      lds_config: { resource_api_version: "V3", path_config_source: { path: "/state/envoy/listeners.json" } },
      cds_config: { resource_api_version: "V3", path_config_source: { path: "/state/envoy/clusters.json" } },
    },
  });
});

test("a file is a discovery response with named resources and a version", () => {
  const [endpoints] = files.endpoints;
  expect(endpoints?.path).toBe("/state/envoy/endpoints/pool_llm_qwen.json");
  expect(JSON.parse(endpoints?.content ?? "")).toMatchObject({
    version_info: endpoints?.version,
    resources: [
      {
        "@type": "type.googleapis.com/envoy.config.endpoint.v3.ClusterLoadAssignment",
        cluster_name: "pool_llm_qwen",
      },
    ],
  });
  expect(JSON.parse(files.clusters.content)).toMatchObject({
    resources: [
      { "@type": "type.googleapis.com/envoy.config.cluster.v3.Cluster", name: "pool_llm_qwen" },
      { name: "callout_llm_qwen-epp_9002" },
    ],
  });
});

test("a pod that goes changes one file of endpoints and nothing else", () => {
  const without = discoveryFiles(translateObjects({ ...oneModel(), pods: [] }).envoy, paths);
  expect(without.endpoints[0]?.version).not.toBe(files.endpoints[0]?.version);
  expect({ ...without, endpoints: without.endpoints.slice(1) }).toEqual({
    ...files,
    endpoints: files.endpoints.slice(1),
  });
});

test("a model that comes changes routes and clusters, but no listener", () => {
  const more = discoveryFiles(translateObjects(oneModel(), model("phi")).envoy, paths);
  expect(more.routes[0]?.version).not.toBe(files.routes[0]?.version);
  expect(more.clusters.version).not.toBe(files.clusters.version);
  expect(more.listeners).toEqual(files.listeners);
});

describe("Envoy has taken a configuration", () => {
  const taken: Readonly<Record<string, string | number>> = {
    "cluster_manager.cds.version_text": files.clusters.version,
    "cluster_manager.warming_clusters": 0,
    "listener_manager.lds.version_text": files.listeners.version,
    "listener_manager.total_listeners_warming": 0,
    "http.llm_gateway_http.rds.llm_gateway_http.version_text": files.routes[0]?.version ?? "",
  };

  test("when it reports every version and nothing is warming", () => {
    expect(hasTaken(files)(new Map(Object.entries(taken)))).toBe(true);
  });

  test.each(Object.keys(taken))("not while %s says otherwise", (name) => {
    expect(hasTaken(files)(new Map(Object.entries({ ...taken, [name]: 1 })))).toBe(false);
  });

  test("in part, when it has the clusters", () => {
    const stats = new Map(Object.entries(taken).slice(0, 2));
    expect(hasClusters(files)(stats)).toBe(true);
    expect(hasTaken(files)(stats)).toBe(false);
  });
});
