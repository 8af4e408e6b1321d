import { readFileSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { vllmFlags } from "../imports/vllm-flags";
import { ExitError } from "../exit-error";
import { serverOptions } from "../options";
import { modelOptionWarning, readCommand } from "../vllm-command";

const recorded = z
  .array(
    z.object({
      line: z.string(),
      exitCode: z.number(),
      error: z.string().optional(),
      exception: z.string().optional(),
      read: z
        .object({
          model: z.string().nullable(),
          port: z.number(),
          max_model_len: z.number().nullable(),
          max_num_seqs: z.number().nullable(),
          max_loras: z.number(),
          enable_lora: z.boolean().nullable(),
          served_model_name: z.array(z.string()).nullable(),
          lora_modules: z.array(z.string()),
        })
        .optional(),
    }),
  )
  .parse(JSON.parse(readFileSync(path.join(__dirname, "vllm-parser-cases.json"), "utf8")));

/** As a shell splits it; the recorded lines have no other quotes. */
function words(line: string): string[] {
  return [...line.matchAll(/"([^"]*)"|'([^']*)'|(\S+)/g)].map(
    ([, double, single, plain]) => double ?? single ?? plain ?? "",
  );
}

const ignore = () => undefined;

function answer(line: string) {
  try {
    const options = serverOptions(readCommand(["vllm", ...words(line)], ignore));
    return { exitCode: 0, options };
  } catch (error) {
    if (error instanceof ExitError) return { exitCode: error.exitCode, message: error.message };
    throw error;
  }
}

const accepted = recorded.filter(({ exitCode }) => exitCode === 0);
const refused = recorded.filter(({ exitCode }) => exitCode !== 0);

test("the recorded answers are of both kinds", () => {
  expect(vllmFlags.length).toBeGreaterThan(300);
  expect(accepted.length).toBeGreaterThan(35);
  expect(refused.length).toBeGreaterThan(35);
});

test.each(accepted)("what vLLM takes is taken, and read alike: $line", ({ line, read }) => {
  const { exitCode, options } = answer(line);
  expect(exitCode).toBe(0);
  expect({
    model: options?.model,
    port: options?.port,
    servedNames: options?.servedNames,
    maxLoras: options?.maxLoras,
    adapters: options?.adapters.map(({ name, path: source }) => `${name}=${source}`),
  }).toEqual({
    model: read?.model,
    port: read?.port,
    servedNames: read?.served_model_name ?? [read?.model],
    maxLoras: read?.enable_lora ? read.max_loras : 0,
    adapters: read?.lora_modules,
  });
  // vLLM finds these out from the model where they are not given, or `auto`.
  if (read?.max_model_len && read.max_model_len > 0) expect(options?.maxModelLen).toBe(read.max_model_len);
  if (read?.max_num_seqs) expect(options?.maxRunning).toBe(read.max_num_seqs);
});

/** Here vLLM goes on with several lines of its JSON library. */
const gist = "argument --compilation-config/-cc: 1 validation error";

test.each(refused)(
  "what vLLM refuses is refused in its words: $line",
  ({ line, exitCode, error, exception }) => {
    const own = answer(line);
    expect(own.exitCode).toBe(exitCode);
    const wanted = (error ?? exception ?? "").trimEnd();
    if (wanted.includes(gist)) expect(own.message).toContain(gist);
    else expect(own.message?.trimEnd()).toBe(wanted);
  },
);

test("--model still works, with vLLM's warning", () => {
  const warnings: string[] = [];
  const args = readCommand(["vllm", "serve", "--port", "1", "--model=m"], (text) => warnings.push(text));
  expect(args.model).toBe("m");
  expect(warnings).toEqual([modelOptionWarning]);
});

test("the old module takes --model alone: a positional argument is read and never used", () => {
  const module = ["python3", "-m", "vllm.entrypoints.openai.api_server"];
  expect(serverOptions(readCommand([...module, "--model", "m"], ignore)).model).toBe("m");
  expect(serverOptions(readCommand([...module, "m"], ignore)).model).toBe("Qwen/Qwen3-0.6B");
});

test.each([
  [["vllm"], 0, /^usage: vllm \[-h\]/],
  [["vllm", "serve", "m", "--help"], 0, /^usage: vllm/],
  [["vllm", "--foo"], 2, /vllm: error: unrecognized arguments: --foo$/],
  [["vllm", "--foo", "serve", "m", "--bar"], 2, /vllm: error: unrecognized arguments: --foo --bar$/],
  [["vllm", "bench", "serve"], 1, /^the laptop cluster runs only `vllm serve`, got `vllm bench`$/],
  [
    ["vllm", "serve", "m", "--config", "c.yaml"],
    1,
    /^the laptop cluster does not read vLLM's --config file$/,
  ],
  [["python3", "-c", "1"], 1, /^the laptop cluster's python3 runs only `-m vllm\.\S+`, got -c 1$/],
  [
    ["python3", "-m", "vllm.entrypoints.openai.api_server", "--foo"],
    2,
    /^api_server\.py: error: unrecognized arguments: --foo$/,
  ],
  [
    ["python3", "-m", "vllm.entrypoints.openai.api_server", "--port", "x"],
    2,
    /^api_server\.py: error: argument --port: invalid int value: 'x'$/,
  ],
  [
    ["vllm", "serve", "m", "--enable-auto-tool-choice"],
    1,
    /^TypeError: Error: --enable-auto-tool-choice requires --tool-call-parser$/,
  ],
  [
    ["vllm", "serve", "m", "--enable-log-outputs"],
    1,
    /^TypeError: Error: --enable-log-outputs requires --enable-log-requests$/,
  ],
])("%j ends with exit code %d", (argv, exitCode, message) => {
  const ended = endOf(argv);
  expect(ended.exitCode).toBe(exitCode);
  expect(ended.message).toMatch(message);
});

function endOf(argv: readonly string[]): ExitError {
  try {
    readCommand(argv, ignore);
  } catch (error) {
    if (error instanceof ExitError) return error;
    throw error;
  }
  throw new Error("it was taken");
}
