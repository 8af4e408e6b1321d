import { quote } from "../../problems/problems";
import type { Problem } from "../../problems/problems";
import type { KedaSpec } from "./keda-props";

/**
 * Whether KEDA has its own namespace: the policies of the models' namespace would keep the API server from its webhooks.
 * @param namespace of the models.
 */
export function checkKedaNamespace(keda: KedaSpec, namespace: string): readonly Problem[] {
  if (keda.namespace !== namespace) return [];
  return [
    {
      code: "DuplicateName",
      path: "keda.namespace",
      rule: "must differ from the namespace of the models, which nothing else may run in",
      got: quote(keda.namespace),
      fix: "choose another one, such as keda",
    },
  ];
}
