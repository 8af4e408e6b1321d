import { bytesPerWeight } from "./bytes-per-weight";
import { architectureOf } from "./model-architectures";
import { parameterCount } from "./parameter-count";

const bytesPerGiB = 2 ** 30;

/** A model, and the size that the user states for it. */
export interface SizedModel {
  readonly model: string;
  /** Size of the weights, in GiB. `undefined` leaves it to the table of known models and to the name. */
  readonly weightsGiB?: number | undefined;
}

/** Parameters of a model by the table of known ones, else by its name; `undefined` where neither says. */
function parametersOf(model: string): number | undefined {
  return architectureOf(model)?.parameters ?? parameterCount(model);
}

/** Size of a model's weights, in GiB: as the user states, else from the name; `undefined` if neither says. */
export function weightsGiB({ model, weightsGiB: stated }: SizedModel): number | undefined {
  if (stated !== undefined) return stated;
  const parameters = parametersOf(model);
  return parameters === undefined ? undefined : (parameters * bytesPerWeight(model)) / bytesPerGiB;
}
