import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import { parseArguments } from "../vllm/parse-arguments";
import { cannotDo } from "./encoder-models";
import { taskOfName } from "./known-tasks";
import type { ModelServingProps, ModelServingSpec } from "./model-serving-props";
import { speechFamily } from "./speech-models";
import { taskTraits, tasks } from "./task";

/** Whether requests can reach what a model does, and whether its `extraArgs` let it do its task. */
export function checkTask(spec: ModelServingSpec, path: string): readonly Problem[] {
  return [...checkSpeech(spec, path), ...checkAbility(spec, path), ...checkTaskArguments(spec, path)];
}

/** Flags that may turn a checkpoint into another model. */
const remaking: readonly string[] = ["--hf-overrides", "--model-impl"];

function checkAbility({ model, task, extraArgs }: ModelServingSpec, path: string): readonly Problem[] {
  const own = taskOfName(model);
  if (own === undefined || own === task || !cannotDo(model, task)) return [];
  if (parseArguments(extraArgs).parsed.some(({ known }) => remaking.includes(known?.name ?? ""))) return [];
  return [
    {
      code: "UnsupportedTask",
      path: `${path}.task`,
      rule: `must be what ${model} can do: it is an encoder, made to ${own}`,
      got: quote(task),
      fix: `remove it, which leaves ${quote(own)}, or serve another model`,
    },
  ];
}

function checkSpeech({ model }: ModelServingSpec, path: string): readonly Problem[] {
  const family = speechFamily(model);
  return family === undefined || family.chats ? [] : [noJson(model, path, elsewhere)];
}

/**
 * Whether a model that transcribes and also accepts audio in chat completions is meant for the latter: its entry must say so.
 * @param props the model as the user describes it, before defaults.
 */
export function checkStatedTask(
  { model, task }: Pick<ModelServingProps, "model" | "task">,
  path: string,
): readonly Problem[] {
  if (task !== undefined || !speechFamily(model)?.chats) return [];
  return [
    noJson(model, path, `set \`task: generate\` to send it audio in chat completions, or ${elsewhere}`),
  ];
}

const elsewhere = "serve it outside this gateway, behind its own Service";

/** The body-based router answers 400 to anything that is not JSON: kubernetes-sigs/gateway-api-inference-extension#2203. */
function noJson(model: string, path: string, fix: string): Problem {
  return {
    code: "UnsupportedTask",
    path: `${path}.model`,
    rule:
      "must take its requests as JSON, which is all that the body-based router reads; a recording to transcribe is uploaded as " +
      "multipart/form-data",
    got: quote(model),
    fix,
  };
}

/** Flags that decide what vLLM does with a model, and the values that leave a task what it is. */
function allowedValues({ task }: ModelServingSpec): ReadonlyMap<string, readonly string[]> {
  const { runner, convert } = taskTraits[task];
  // A model that ranks may be converted in any way: the result always scores.
  const converts = runner === undefined ? ["auto", "none"] : ["auto", "none", "embed", "classify"];
  return new Map([
    ["--runner", runner === undefined ? ["auto", "generate"] : [runner]],
    ["--convert", convert === undefined ? converts : [convert]],
  ]);
}

function checkTaskArguments(spec: ModelServingSpec, path: string): readonly Problem[] {
  const { task, extraArgs } = spec;
  const allowed = allowedValues(spec);
  return parseArguments(extraArgs).parsed.flatMap(({ known, index, items, values: [value] }) => {
    const fitting = allowed.get(known?.name ?? "");
    // A flag without a value is another problem, which is reported as such.
    if (fitting === undefined || value === undefined || fitting.includes(value)) return [];
    return [
      {
        code: "ReservedArgument" as const,
        path: `${path}.extraArgs[${index}]`,
        rule: `must agree with the model's task, which is ${quote(task)}`,
        got: quote(items.join(" ")),
        fix: `remove it, or set \`task\` to what the model does: ${tasks.filter((other) => other !== task).join(", ")}`,
      },
    ];
  });
}
