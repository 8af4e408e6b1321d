import type { KnownFlag } from "./flags";

/**
 * Flags of a type that the generated list does not name, and which accept only JSON. The union of JSON and text accepts any text
 * without braces around it. Read in vllm v0.32.0 `engine/arg_utils.py`, `_compute_kwargs`, and the fields of `config/`.
 */
const jsonAlone: readonly string[] = [
  "--pooler-config",
  "--mm-processor-kwargs",
  "--kv-transfer-config",
  "--kv-events-config",
  "--ec-transfer-config",
  "--engram-config",
  "--reasoning-config",
  "--weight-transfer-config",
];

/** The unions: vllm v0.32.0 `engine/arg_utils.py`, `union_dict_and_str`. */
const jsonOrText: readonly string[] = [
  "--hf-overrides",
  "--model-loader-extra-config",
  "--pt-load-map-location",
  "--additional-config",
];

/** The problem of a flag's JSON; `undefined` if vLLM can read it, or accepts any text. */
export function jsonRule({ flag, name }: KnownFlag, value: string): string | undefined {
  if (flag.type === "json" || jsonAlone.includes(name))
    return isJson(value) ? undefined : `must have JSON for ${name}`;
  if (!jsonOrText.includes(name) || !/^\s*\{.*\}\s*$/s.test(value)) return undefined;
  return isJson(value) ? undefined : `must have JSON between its braces for ${name}`;
}

/**
 * Whether Python's `json.loads` reads it. That takes NaN and Infinity as well, and vLLM counts such as `8k` outside of texts
 * (`_expand_json_human_readable_numbers`).
 */
function isJson(text: string): boolean {
  const plain = text.replace(
    /"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b|\b\d+(?:\.\d+)?[kKmMgGtT]\b/gs,
    (part) => (part.startsWith('"') ? part : "0"),
  );
  try {
    JSON.parse(plain);
    return true;
  } catch {
    return false;
  }
}
