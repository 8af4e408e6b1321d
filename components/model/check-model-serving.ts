import { checkParallelism } from "../accelerators/parallelism";
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import { checkArguments } from "../vllm/check-arguments";
import { checkEnvironment } from "../vllm/check-environment";
import { parseArguments } from "../vllm/parse-arguments";
import { splitsOf } from "../vllm/splits";
import { checkTask } from "./check-task";
import { isPinned } from "../objects/image-reference";
import type { ModelServingSpec } from "./model-serving-props";
import { reservedNames } from "./names";
import { placedNames, requestNames } from "./request-names";

/**
 * Problems of a single model, beyond the types of its props.
 * @param path where the user described the model, such as `models[0]`.
 */
export function checkModelServing(spec: ModelServingSpec, path: string): readonly Problem[] {
  return [checkName, checkImage, checkTask, checkServerArguments, checkEnvironment, checkNames].flatMap(
    (check) => check(spec, path),
  );
}

function checkName({ name }: ModelServingSpec, path: string): readonly Problem[] {
  if (!reservedNames.includes(name)) return [];
  return [
    {
      code: "DuplicateName",
      path: `${path}.name`,
      rule: "must differ from the names of the stack's shared objects",
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
      fix: image.includes("@")
        ? "write the digest as @sha256: and 64 hexadecimal digits, or use a tag instead"
        : "add a tag other than `latest`, or a digest",
    },
  ];
}

function checkServerArguments(spec: ModelServingSpec, path: string): readonly Problem[] {
  const { accelerator, tensorParallelSize } = spec;
  const splits = splitsOf(parseArguments(spec.extraArgs).parsed);
  const mismatches = checkParallelism({ path, accelerator, tensorParallelSize, splits });
  // Each argument is reported once: a wrong number of chips is more specific than a wrong value.
  const others = checkArguments(spec, path).filter(
    (problem) => !mismatches.some((mismatch) => mismatch.path === problem.path),
  );
  return [...mismatches, ...others];
}

function checkNames(spec: ModelServingSpec, path: string): readonly Problem[] {
  const names = requestNames(spec);
  return placedNames(spec).flatMap((other, index) => {
    // The model's own name comes first.
    if (names.indexOf(other.name) === index + 1) return [];
    return [
      {
        code: other.whenDuplicate,
        path: `${path}.${other.path}`,
        rule: "must differ from every other name of the model",
        got: quote(other.name),
        fix: "give it another name",
      },
    ];
  });
}
