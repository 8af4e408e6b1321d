import { quote } from "../problems";
import type { Problem } from "../problems";
import { accelerator } from "./table";
import type { AcceleratorName } from "./table";

const tensorParallel = ["--tensor-parallel-size", "-tp"];

/** Each of these multiplies the chips that a model server takes. */
const otherParallel = ["--pipeline-parallel-size", "-pp", "--data-parallel-size", "-dp"];

/**
 * Whether arguments of vLLM take as many chips as the node has: all of them for tensor parallelism, and so no other kind.
 * @param path where the user described the model, such as `models[0]`.
 */
export function checkParallelism(
  path: string,
  name: AcceleratorName,
  extraArgs: readonly string[],
): readonly Problem[] {
  const { chips } = accelerator(name);
  return extraArgs.flatMap((argument, index) => {
    const [flag = "", value = extraArgs[index + 1]] = splitArgument(argument);
    const isTensor = tensorParallel.includes(flag);
    if (!isTensor && !otherParallel.includes(flag)) return [];
    const required = isTensor ? chips : 1;
    if (value === undefined || Number(value) === required) return [];
    return [
      {
        code: "ParallelismMismatch" as const,
        path: `${path}.extraArgs[${index}]`,
        rule: isTensor
          ? `must be ${chips}, the chips of ${name}`
          : `must be 1, since tensor parallelism takes the chips of ${name}`,
        got: quote(value),
        fix: isTensor ? "remove it, or use the accelerator with that many chips" : "remove it",
      },
    ];
  });
}

/** `--flag=value` or `--flag`, with the dashes for which vLLM also takes underscores. */
function splitArgument(argument: string): readonly string[] {
  const [flag = "", ...value] = argument.split("=");
  return [flag.replaceAll("_", "-"), ...(value.length > 0 ? [value.join("=")] : [])];
}
