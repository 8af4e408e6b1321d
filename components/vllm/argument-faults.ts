import { distance } from "fastest-levenshtein";
import { vllmFlagsVersion } from "../imports/vllm-flags";
import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import { findFlag, flagSpellings } from "./flags";
import type { KnownFlag } from "./flags";
import type { ArgumentFault, ParsedArgument } from "./parse-arguments";
import { isSecretName } from "./secret-names";

/** A problem without its path. */
export type ArgumentProblem = Omit<Problem, "path">;

/** Flags that vLLM used to have, and their successors; none of them is in v0.32.0. */
const successors: Readonly<Record<string, string>> = {
  "--task": "remove it; `task` of the entry says what the model does",
  "--disable-log-requests": "remove it; vLLM logs no requests unless --enable-log-requests is set",
  "--guided-decoding-backend": "use --structured-outputs-config.backend",
  "--enable-reasoning": "remove it; --reasoning-parser is enough",
  "--rope-scaling": "use --hf-overrides.rope_parameters",
  "--swap-space": "remove it; --kv-offloading-size is the nearest",
  "--num-scheduler-steps": "remove it; vLLM schedules each step",
  "--device": "remove it; the image decides",
};

/** The problem of an item that vLLM would refuse, with what to write instead. */
export function faultProblem(item: string, fault: ArgumentFault): ArgumentProblem {
  switch (fault.kind) {
    case "empty":
      return malformed(item, "must not be empty", "remove it; an empty value is written as `--flag=`");
    case "spaced":
      return spacedProblem(item, fault.words);
    case "stray":
      return strayProblem(item, fault.after);
    case "dashed":
      return malformed(
        flagOf(item).replace(/\s.*$/s, ""),
        "must begin with two dashes, not a long one",
        `write ${quote(fault.spelling)}`,
      );
    case "ambiguous":
      return {
        code: "UnknownArgument",
        rule: "must be the prefix of only one flag",
        got: quote(flagOf(item)),
        fix: `write it in full: ${firstFew(fault.candidates)}`,
      };
    case "unknown":
      return unknownProblem(fault.spelling);
    case "valueless":
      return malformed(
        item,
        "must be followed by its value",
        `write ${quote(flagOf(item))}, "VALUE"; a value that begins with a dash goes after "="`,
      );
    case "needless":
      return malformed(item, "must have no value", `write ${switchFor(fault.known, item.split("=")[1])}`);
  }
}

function malformed(got: string, rule: string, fix: string): ArgumentProblem {
  return { code: "MalformedArgument", rule, got: quote(got), fix };
}

function spacedProblem(item: string, words: readonly string[]): ArgumentProblem {
  const [flag = item, ...values] = words;
  if (values.length === 0) return malformed(item, "must have no space around it", `write ${quote(flag)}`);
  const [shown, parts] = isSecretFlag(flag) ? [`${flag} …`, [flag, "…"]] : [item, words];
  const oneItem = values.length === 1 ? `, or ${JSON.stringify(`${flag}=${parts[1] ?? ""}`)}` : "";
  return malformed(
    shown,
    "must be split: a flag and its value are two items",
    `write ${parts.map((part) => JSON.stringify(part)).join(", ")}${oneItem}`,
  );
}

function strayProblem(item: string, after: ParsedArgument | undefined): ArgumentProblem {
  const rule = "must belong to a flag";
  if (after?.known === undefined)
    return malformed(item, rule, "remove it; what is served is the `model` of the entry");
  const shown = isSecretFlag(after.spelling) ? "…" : item;
  if (after.known.flag.values !== 0)
    return malformed(shown, rule, `remove it; ${after.known.name} has its value`);
  return malformed(shown, rule, `write ${switchFor(after.known, item)} alone`);
}

/** A switch has a form for on and one for off, and no value. */
function switchFor({ flag, name }: KnownFlag, value = "true"): string {
  const off = flag.names.find((one) => one === `--no-${name.slice(2)}`);
  return /^(?:false|0|no|off)$/i.test(value) && off !== undefined ? off : name;
}

function unknownProblem(spelling: string): ArgumentProblem {
  const dashed = spelling.replace(/\..*$/s, "").replaceAll("_", "-");
  return {
    code: "UnknownArgument",
    rule: `must be a flag of vLLM ${vllmFlagsVersion}`,
    got: quote(spelling),
    fix: successors[dashed] ?? nearest(dashed) ?? "remove it; a custom `image` may have other flags",
  };
}

function nearest(spelling: string): string | undefined {
  const attached = /^(-[a-z]+)(\d+)$/.exec(spelling);
  if (attached && flagSpellings.includes(attached[1] ?? ""))
    return `write ${quote(attached[1])}, ${quote(attached[2])}`;
  const ranked = flagSpellings
    .map((flag) => ({ flag, edits: distance(flag, spelling) }))
    .sort((a, b) => a.edits - b.edits);
  const [first] = ranked;
  return first && first.edits <= Math.max(1, spelling.length / 4) ? `did you mean ${first.flag}?` : undefined;
}

function firstFew(candidates: readonly string[]): string {
  const shown = candidates.slice(0, 4).join(", ");
  return candidates.length > 4 ? `${shown} or one of ${candidates.length - 4} more` : shown;
}

function isSecretFlag(spelling: string): boolean {
  const match = findFlag(spelling);
  const names =
    match.kind === "ambiguous" ? match.candidates : [match.kind === "known" ? match.name : spelling];
  return names.some(isSecretName);
}

/** Without the value, which may be a secret or long. */
function flagOf(item: string): string {
  return item.replace(/=.*$/s, "");
}
