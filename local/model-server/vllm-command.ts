/**
 * The commands that start vLLM's server, with the words and exit codes of vLLM 0.32.0: `vllm serve` (its parser is in
 * `vllm/entrypoints/cli/main.py` and `serve.py`) and `python3 -m vllm.entrypoints.openai.api_server`.
 */
import { vllmCommands } from "./imports/vllm-flags";
import { ExitError } from "./exit-error";
import { pythonText } from "./flag-values";
import { readServeArguments, UsageError } from "./serve-arguments";
import type { ServeArguments } from "./serve-arguments";

const apiServerModule = "vllm.entrypoints.openai.api_server";
const badUsage = 2;
const traceback = 1;

const usage = `usage: vllm [-h] [-v]\n            {${vllmCommands.join(",")}}\n            ...\n`;
const serveUsage = "usage: vllm serve [model_tag] [options]\n";

/** Warning of `vllm serve` when the model is given by an option. */
export const modelOptionWarning =
  "With `vllm serve`, you should provide the model as a positional argument or in a config file instead of via the " +
  "`--model` option. The `--model` option will be removed in a future version.";

/**
 * Reads a command line that begins with `vllm` or `python3`.
 * @param warn called with warnings after which vLLM continues.
 * @throws ExitError where vLLM would end.
 */
export function readCommand(
  [program = "", ...argv]: readonly string[],
  warn: (text: string) => void,
): ServeArguments {
  return program === "python3" ? readModule(argv) : readVllm(argv, warn);
}

function readVllm(argv: readonly string[], warn: (text: string) => void): ServeArguments {
  // An option in front of the command belongs to `vllm` itself, which has two.
  const command = argv.find((argument) => !argument.startsWith("-"));
  if (argv.some((argument) => argument === "-h" || argument === "--help") || argv.length === 0)
    throw new ExitError(usage.trimEnd(), 0);
  if (command === undefined) throw unrecognized(argv);
  if (!vllmCommands.includes(command)) {
    const choices = vllmCommands.map(pythonText).join(", ");
    const why = `argument subparser: invalid choice: ${pythonText(command)} (choose from ${choices})`;
    throw new ExitError(`${usage}vllm: error: ${why}`, badUsage);
  }
  if (command !== "serve")
    throw new ExitError(`the laptop cluster runs only \`vllm serve\`, got \`vllm ${command}\``, traceback);
  const at = argv.indexOf(command);
  const args = readServe(argv.slice(at + 1), warn);
  const all = [...argv.slice(0, at), ...args.unrecognized];
  if (all.length > 0) throw unrecognized(all);
  return args;
}

function readServe(argv: readonly string[], warn: (text: string) => void): ServeArguments {
  const args = modelFirst(argv, warn);
  const servedName = args.some((argument) => /^--served[-_]model[-_]name(?:=.+|$)/s.test(argument));
  if (
    args[0]?.startsWith("-") &&
    servedName &&
    !args.some((argument) => /^--config(?:=.+|$)/s.test(argument))
  )
    throw new ExitError(
      "ValueError: `model` should be provided as the first positional argument when using `vllm serve`. " +
        "i.e. `vllm serve <model> --<arg> <value>`.",
      traceback,
    );
  try {
    return checked(readServeArguments(args));
  } catch (error) {
    if (error instanceof UsageError)
      throw new ExitError(`${serveUsage}vllm serve: error: ${error.message}`, badUsage);
    throw error;
  }
}

/** `--model` still works: it becomes the first argument. */
function modelFirst(argv: readonly string[], warn: (text: string) => void): readonly string[] {
  const at = argv.findIndex((argument) => /^--model(?:=.+|$)/s.test(argument));
  if (at === -1) return argv;
  warn(modelOptionWarning);
  const isApart = argv[at] === "--model";
  const model = isApart ? argv[at + 1] : argv[at]?.slice("--model=".length);
  if (model === undefined) throw new ExitError("IndexError: list index out of range", traceback);
  return [model, ...argv.slice(0, at), ...argv.slice(at + (isApart ? 2 : 1))];
}

/** Problems that vLLM finds once all arguments are parsed: `validate_parsed_serve_args` in `vllm/entrypoints/launchers/cli_args.py`. */
function checked(args: ServeArguments): ServeArguments {
  const isOn = (name: string) => args.values.get(name)?.[0] === name;
  if (args.values.has("--config"))
    throw new ExitError("the laptop cluster does not read vLLM's --config file", traceback);
  if (isOn("--enable-auto-tool-choice") && !args.values.has("--tool-call-parser"))
    throw new ExitError("TypeError: Error: --enable-auto-tool-choice requires --tool-call-parser", traceback);
  if (isOn("--enable-log-outputs") && !isOn("--enable-log-requests"))
    throw new ExitError("TypeError: Error: --enable-log-outputs requires --enable-log-requests", traceback);
  return args;
}

/** Without `serve` the positional argument is ignored: the model is that of `--model`. */
function readModule(argv: readonly string[]): ServeArguments {
  if (argv[0] !== "-m" || argv[1] !== apiServerModule)
    throw new ExitError(
      `the laptop cluster's python3 runs only \`-m ${apiServerModule}\`, got ${argv.join(" ")}`,
      traceback,
    );
  const complain = (why: string) => new ExitError(`api_server.py: error: ${why}`, badUsage);
  try {
    const args = checked(readServeArguments(argv.slice(2)));
    if (args.unrecognized.length === 0) return { ...args, model: args.values.get("--model")?.[0] };
    throw complain(`unrecognized arguments: ${args.unrecognized.join(" ")}`);
  } catch (error) {
    throw error instanceof UsageError ? complain(error.message) : error;
  }
}

function unrecognized(argv: readonly string[]): ExitError {
  const text = `${usage}vllm: error: unrecognized arguments: ${argv.join(" ")}`;
  return new ExitError(
    argv.some((one) => /^--task(?:=|$)/.test(one)) ? `${text}\n\n${taskHint}` : text,
    badUsage,
  );
}

const taskHint =
  "Hint: --task is not a vllm serve option. For embedding, reranking, or reward models, use --runner pooling. " +
  "To adapt a generative model for pooling, also use --convert embed, --convert classify, or --convert reward.";
