import type { ModelServingSpec } from "../../model/model-serving-props";
import type { Problem } from "../../problems/problems";
import { catalogueOf } from "./catalogue";
import { routesFile } from "./envoy-answers";
import { longestAnswerBytes } from "./limits";

/**
 * Whether the answers fit into a ConfigMap.
 * @param nameHeader the header with the requested name, if the gateway sets one.
 * @param path where the user can turn them off.
 */
export function checkStaticAnswers(
  models: readonly ModelServingSpec[],
  nameHeader: string | undefined,
  path: string,
): readonly Problem[] {
  const entries = catalogueOf(models);
  const bytes = Buffer.byteLength(routesFile(entries, nameHeader));
  if (bytes <= longestAnswerBytes) return [];
  return [
    {
      code: "OutOfRange",
      path,
      rule: `must list names that fit into a ConfigMap of ${longestAnswerBytes} bytes`,
      got: `${bytes} bytes for ${entries.length} names`,
      fix: "serve fewer models and adapters behind one gateway, or do without the list",
    },
  ];
}
