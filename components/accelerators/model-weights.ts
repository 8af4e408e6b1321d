import { bytesPerWeight } from "./bytes-per-weight";
import { architectureOf } from "./model-architectures";
import { parameterCount } from "./parameter-count";

const bytesPerGiB = 2 ** 30;

/** Size of a model's weights, in GiB, as far as its name tells; `undefined` where it tells nothing. */
export function weightsGiB(model: string): number | undefined {
  const parameters = architectureOf(model)?.parameters ?? parameterCount(model);
  return parameters === undefined ? undefined : (parameters * bytesPerWeight(model)) / bytesPerGiB;
}
