import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { parseDocument } from "yaml";
import { z } from "zod";
import { InvalidArgs, quote } from "../components/problems/problems";
import type { ProblemCode } from "../components/problems/problems";

const prefix = "switchyard:";

const stackFileSchema = z.looseObject({ config: z.record(z.string(), z.unknown()).nullish() }).nullable();

/** The `switchyard:` part of a stack's configuration, not checked yet. */
export type RawConfig = Readonly<Record<string, unknown>>;

/**
 * Reads the `switchyard:` part of `Pulumi.<stack>.yaml` without the engine.
 * @throws InvalidArgs as {@link readConfigSection}.
 */
export function readStackFile(stack: string, projectDir: string): RawConfig {
  return switchyardKeys(readConfigSection(stack, projectDir));
}

/**
 * Reads the `config` section of `Pulumi.<stack>.yaml` without the engine: the keys of providers, such as `gcp:project`, too.
 * @throws InvalidArgs when there is no such file, or when it is not YAML with a `config` section.
 */
export function readConfigSection(stack: string, projectDir: string): Readonly<Record<string, unknown>> {
  const file = `Pulumi.${stack}.yaml`;
  const location = path.join(projectDir, file);
  if (!existsSync(location)) throw missingStack(stack, file, projectDir);
  const document = parseDocument(readFileSync(location, "utf8"));
  const [error] = document.errors;
  if (error) {
    const message = error.message.split("\n", 1)[0] ?? "";
    throw invalidFile(stack, "InvalidYaml", file, "must be valid YAML", message, "correct it at that line");
  }
  const content: unknown = document.toJS();
  const parsed = stackFileSchema.safeParse(content);
  if (!parsed.success) {
    const fix = "start it with `config:`, and write every key below it";
    throw invalidFile(stack, "WrongType", file, "must have a `config` section", quote(content), fix);
  }
  return parsed.data?.config ?? {};
}

/** The keys of Switchyard, without their prefix: `switchyard:zone` becomes `zone`. */
function switchyardKeys(config: Readonly<Record<string, unknown>>): RawConfig {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => [key.slice(prefix.length), withoutQuotes(value)]),
  );
}

/** `pulumi config set scaleToZero true` writes a string into the file, and the engine passes only strings. */
function withoutQuotes(value: unknown): unknown {
  return value === "true" || value === "false" ? value === "true" : value;
}

/**
 * The configuration as the engine passes it: lists and mappings are JSON strings, and secrets are decrypted. Secrets are
 * turned back into what the file holds, so that no check can print one.
 * @param environment where the engine's host lists the secret keys.
 */
export function fromEngine(
  config: Readonly<Record<string, string>>,
  environment: Readonly<Record<string, string | undefined>>,
): RawConfig {
  const secretKeys = secretKeysSchema.parse(JSON.parse(environment[secretKeysVariable] ?? "[]"));
  return switchyardKeys(
    Object.fromEntries(
      Object.entries(config).map(([key, text]) => [
        key,
        secretKeys.includes(key) ? { secure: "decrypted" } : /^[[{]/.test(text) ? parseJson(text) : text,
      ]),
    ),
  );
}

/** Set by Pulumi's language hosts. */
const secretKeysVariable = "PULUMI_CONFIG_SECRET_KEYS";

const secretKeysSchema = z.array(z.string());

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function missingStack(stack: string, file: string, projectDir: string): InvalidArgs {
  const stacks = readdirSync(projectDir).flatMap((name) => /^Pulumi\.(.+)\.yaml$/.exec(name)?.[1] ?? []);
  const fix = stacks.length === 0 ? `create ${file}` : `use one of ${stacks.join(", ")}`;
  return invalidFile(stack, "MissingStack", file, "must exist", "no such file", fix);
}

function invalidFile(
  stack: string,
  code: ProblemCode,
  path: string,
  rule: string,
  got: string,
  fix: string,
): InvalidArgs {
  return new InvalidArgs(`configuration of stack "${stack}"`, [{ code, path, rule, got, fix }]);
}
