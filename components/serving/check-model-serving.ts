import { checkParallelism } from "../accelerators/parallelism";
import type { Problem } from "../problems";
import { quote } from "../problems";
import { checkTask } from "./check-task";
import { isPinned } from "./image-reference";
import type { ModelServingSpec } from "./model-serving-props";
import { reservedNames } from "./names";

/** Arguments of vLLM that Switchyard derives; a second value would break routing, probes or the fit on a node. */
const derivedArguments = [
  "--model",
  "--served-model-name",
  "--port",
  "--host",
  "--tensor-parallel-size",
  "-tp",
  "--max-model-len",
  "--enable-lora",
  "--max-loras",
  "--lora-modules",
];

/**
 * What is wrong with a model on its own, beyond the types of its props.
 * @param path where the user described the model, such as `models[0]`.
 */
export function checkModelServing(spec: ModelServingSpec, path: string): readonly Problem[] {
  return [checkName, checkImage, checkTask, checkArguments, checkAdapters].flatMap((check) =>
    check(spec, path),
  );
}

function checkName({ name }: ModelServingSpec, path: string): readonly Problem[] {
  if (!reservedNames.includes(name)) return [];
  return [
    {
      code: "DuplicateName",
      path: `${path}.name`,
      rule: "must differ from what a stack has once",
      got: quote(name),
      fix: "choose another name, or leave it out",
    },
  ];
}

function checkImage({ image }: ModelServingSpec, path: string): readonly Problem[] {
  if (isPinned(image)) return [];
  return [
    {
      code: "UnpinnedImage",
      path: `${path}.image`,
      rule: "must be pinned by tag or digest",
      got: quote(image),
      fix: "add a tag other than `latest`, or a digest",
    },
  ];
}

function checkArguments({ accelerator, extraArgs }: ModelServingSpec, path: string): readonly Problem[] {
  const mismatches = checkParallelism(path, accelerator, extraArgs);
  // One argument is one problem: a wrong number of chips says more than that it is derived.
  const repeated = checkDerived(extraArgs, path).filter(
    (problem) => !mismatches.some((mismatch) => mismatch.path === problem.path),
  );
  return [...mismatches, ...repeated];
}

function checkDerived(extraArgs: readonly string[], path: string): readonly Problem[] {
  return extraArgs.flatMap((argument, index) => {
    // vLLM takes underscores for dashes.
    const flag = argument.replace(/=.*$/s, "").replaceAll("_", "-");
    if (!derivedArguments.includes(flag)) return [];
    return [
      {
        code: "ReservedArgument" as const,
        path: `${path}.extraArgs[${index}]`,
        rule: "must not repeat an argument that is derived",
        got: quote(argument),
        fix: "remove it; `model`, `accelerator`, `maxModelLen` and `adapters` set these",
      },
    ];
  });
}

function checkAdapters({ model, adapters }: ModelServingSpec, path: string): readonly Problem[] {
  const names = [model, ...adapters.map(({ name }) => name)];
  return adapters.flatMap(({ name }, index) => {
    if (names.indexOf(name) === index + 1) return [];
    return [
      {
        code: "DuplicateAdapter" as const,
        path: `${path}.adapters[${index}].name`,
        rule: "must differ from the model's and from every other adapter's",
        got: quote(name),
        fix: "give it another name",
      },
    ];
  });
}
