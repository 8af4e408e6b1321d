import { parseDocument } from "yaml";
import { z } from "zod";
import type { Problem } from "../problems/problems";
import { taskTraits } from "../model/task";
import { brokenReference } from "./broken-reference";
import { servedTask } from "./served-task";
import { selectedDeployments } from "./views";
import type { InferencePool, ManifestSet } from "./views";

/** Whether each pool's endpoint picker can read the requests of the pool's model. The wrong one answers 400 to all of them. */
export function checkRequestParsers(set: ManifestSet): readonly Problem[] {
  const parsers = readParsers(set);
  return set.pools.flatMap((pool) => {
    const { namespace, name } = pool.metadata;
    const [server] = selectedDeployments(set, namespace, pool.spec.selector.matchLabels);
    const task = server && servedTask(server);
    const parser = pickerParser(set, pool, parsers);
    // A picker whose configuration is not in the manifests is not checked.
    if (task === undefined || parser === undefined || parser === taskTraits[task].parser) return [];
    return [
      brokenReference(
        `InferencePool ${namespace}/${name} spec.endpointPickerRef`,
        `must lead to an endpoint picker that reads requests of its model's task, ${task}, with ${taskTraits[task].parser}`,
        parser,
        "set parser.pluginRef in its configuration",
      ),
    ];
  });
}

const configSchema = z.object({
  kind: z.literal("EndpointPickerConfig"),
  parser: z.object({ pluginRef: z.string() }).optional(),
});

/** The parser of each configuration, by its ConfigMap: most pickers share one, which is read once. */
function readParsers(set: ManifestSet): ReadonlyMap<string, string> {
  const found = set.configMaps.flatMap(({ metadata, data }) =>
    Object.values(data).flatMap((text) => {
      if (!text.includes("EndpointPickerConfig")) return [];
      const config = configSchema.safeParse(parseDocument(text).toJS()).data;
      const key = `${metadata.namespace}/${metadata.name}`;
      return config === undefined ? [] : [[key, config.parser?.pluginRef ?? "openai-parser"] as const];
    }),
  );
  return new Map(found);
}

/** The parser that a pool's picker has, if its configuration is one of the manifests. */
function pickerParser(
  set: ManifestSet,
  pool: InferencePool,
  parsers: ReadonlyMap<string, string>,
): string | undefined {
  const { namespace } = pool.metadata;
  const service = set.services.find(
    ({ metadata }) => metadata.namespace === namespace && metadata.name === pool.spec.endpointPickerRef.name,
  );
  if (!service) return undefined;
  const [parser] = selectedDeployments(set, namespace, service.spec.selector)
    .flatMap(({ spec }) => spec.template.spec.volumes)
    .flatMap(({ configMap }) => parsers.get(`${namespace}/${configMap?.name}`) ?? []);
  return parser;
}
