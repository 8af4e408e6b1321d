import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import type { ModelServingSpec } from "../model/model-serving-props";
import { derivedVariables } from "./environment";
import { hasPassword, isSecretName } from "./secret-names";

/** Why a user must not set a variable. All except `VLLM_PORT` are reserved only if they are derived. */
const reservedVariables: Readonly<Record<string, { readonly rule: string; readonly fix: string }>> = {
  PJRT_DEVICE: { rule: "must be left to `accelerator`", fix: "remove it" },
  HF_HOME: {
    rule: "must be left out: it names the volume that keeps weights while a container restarts",
    fix: "remove it",
  },
  HF_TOKEN: { rule: "must be left to `huggingFaceToken`", fix: "remove it" },
  // vllm v0.32.0 `envs.py`, `get_vllm_port`: where its own processes meet; the server's port is `--port`.
  VLLM_PORT: {
    rule: "must be left out: it is a port inside vLLM, and not the one it serves on",
    fix: "remove it",
  },
};

/** Names of Hugging Face's token, new and old. */
const tokenNames = ["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"];

/**
 * Problems of a model's `env`.
 * @param path where the user described the model, such as `models[0]`.
 */
export function checkEnvironment(spec: ModelServingSpec, path: string): readonly Problem[] {
  const derived = derivedVariables(spec);
  return Object.entries(spec.env).flatMap(([name, value]) => {
    const sameName = derived.find((one) => one.name === name);
    if (sameName?.value === value) return [];
    const isReserved = sameName !== undefined || name === "VLLM_PORT";
    const problem = secretProblem(name, value) ?? (isReserved ? reservedProblem(name, value) : undefined);
    return problem ? [{ ...problem, path: `${path}.env.${name}` }] : [];
  });
}

/** A Deployment shows its values to everyone who may read it, and the engine keeps them in its state. */
function secretProblem(name: string, value: string): Omit<Problem, "path"> | undefined {
  if (value === "" || !(isSecretName(name) || hasPassword(value))) return undefined;
  return {
    code: "PlainSecret",
    rule: "must not hold a secret in plain text",
    got: "a value",
    fix: secretFix(name),
  };
}

function secretFix(name: string): string {
  if (tokenNames.includes(name)) return "remove it, and name a Secret in `huggingFaceToken`";
  if (name === "VLLM_API_KEY")
    return "remove it; the gateway and its network control who may send requests (docs/security.md)";
  return "remove it; the only secret that a model can have is Hugging Face's token, by `huggingFaceToken`";
}

function reservedProblem(name: string, value: string): Omit<Problem, "path"> | undefined {
  const reserved = reservedVariables[name];
  return reserved && { code: "ReservedVariable", ...reserved, got: quote(value) };
}
