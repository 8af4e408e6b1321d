import { placeholderSecrets, secretsNote } from "../../commands/placeholder-secrets";
import { checkStackConfig } from "switchyard/stack";

function secretsOf(models: readonly object[], more: object = {}) {
  const config = { namespace: "llm-d", zone: "us-central1-a", accelerator: "nvidia-l4", models, ...more };
  return placeholderSecrets(checkStackConfig("gpu", config).spec);
}

test("each Secret that a model refers to is made once, with all keys that are asked for", () => {
  const secrets = secretsOf([
    { model: "Org/Open" },
    { model: "Org/Gated", huggingFaceToken: { secretName: "hf-token" } },
    { model: "Org/Gated-2", huggingFaceToken: { secretName: "hf-token" } },
    { model: "Org/Gated-3", huggingFaceToken: { secretName: "hf-token", key: "other" } },
    { model: "Org/Gated-4", huggingFaceToken: { secretName: "their-token" } },
  ]);
  expect(secrets).toEqual([
    { namespace: "llm-d", name: "hf-token", keys: ["token", "other"] },
    { namespace: "llm-d", name: "their-token", keys: ["token"] },
  ]);
});

test("the user is told which were made, and that they are no real ones", () => {
  const secrets = [
    { namespace: "llm-d", name: "hf-token", keys: ["token"] },
    { namespace: "llm-d", name: "their-token", keys: ["token"] },
  ];
  expect(secretsNote(secrets)).toBe(
    'created llm-d/hf-token, llm-d/their-token with the value "simulated"; on a real cluster, you provide it',
  );
});

test("models without a token need none", () => {
  expect(secretsOf([{ model: "Org/Open" }])).toEqual([]);
});

test("a stack that makes its Secrets itself needs none from here", () => {
  const { spec } = checkStackConfig("gpu", {
    ...{ namespace: "llm-d", zone: "us-central1-a", accelerator: "nvidia-l4" },
    models: [{ model: "Org/Gated", huggingFaceToken: { secretName: "hf-token" } }],
  });
  expect(placeholderSecrets({ ...spec, ownsHuggingFaceToken: true })).toEqual([]);
  expect(placeholderSecrets(spec)).toHaveLength(1);
});
