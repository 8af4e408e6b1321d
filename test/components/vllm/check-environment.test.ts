import { formatProblem } from "../../../components/problems/problems";
import type { ModelServingSpec } from "../../../components/model/model-serving-props";
import { checkEnvironment } from "../../../components/vllm/check-environment";
import { alpha, beta } from "../../support/fixture";

const problemsOf = (env: ModelServingSpec["env"], spec: ModelServingSpec = beta): readonly string[] =>
  checkEnvironment({ ...spec, env }, "models[1]").map(formatProblem);

test("what vLLM reads is the user's to set", () => {
  const env = {
    VLLM_ALLOW_RUNTIME_LORA_UPDATING: "True",
    VLLM_LOGGING_LEVEL: "DEBUG",
    VLLM_HOST_IP: "127.0.0.1",
    TOKENIZERS_PARALLELISM: "false",
    HF_HUB_OFFLINE: "1",
  };

  expect(problemsOf(env)).toEqual([]);
  expect(problemsOf(env, alpha)).toEqual([]);
});

test("what is derived is not, unless it says the same", () => {
  expect(problemsOf({ PJRT_DEVICE: "CPU", HF_HOME: "/root/.cache" }, alpha)).toEqual([
    'models[1].env.PJRT_DEVICE: must be left to `accelerator`, got "CPU"; remove it [ReservedVariable]',
    "models[1].env.HF_HOME: must be left out: it names the volume that keeps weights while a container restarts, " +
      'got "/root/.cache"; remove it [ReservedVariable]',
  ]);
  expect(problemsOf({ PJRT_DEVICE: "TPU", HF_HOME: "/model-cache" }, alpha)).toEqual([]);
  // Nothing reads it on a GPU.
  expect(problemsOf({ PJRT_DEVICE: "CPU" })).toEqual([]);
});

test("the port inside vLLM is not the one that it serves on", () => {
  expect(problemsOf({ VLLM_PORT: "8000" })).toEqual([
    "models[1].env.VLLM_PORT: must be left out: it is a port inside vLLM, and not the one it serves on, " +
      'got "8000"; remove it [ReservedVariable]',
  ]);
});

describe("a secret", () => {
  test.each(["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"])("comes from a Secret and is not repeated: %s", (name) => {
    const problems = [
      `models[1].env.${name}: must not hold a secret in plain text, got a value; ` +
        "remove it, and name a Secret in `huggingFaceToken` [PlainSecret]",
    ];

    expect(problemsOf({ [name]: "hf_abc" })).toEqual(problems);
    expect(
      problemsOf({ [name]: "hf_abc" }, { ...beta, huggingFaceToken: { secretName: "hf", key: "token" } }),
    ).toEqual(problems);
  });

  test("that vLLM would ask of clients is refused with the reason", () => {
    expect(problemsOf({ VLLM_API_KEY: "sk-1" })).toEqual([
      "models[1].env.VLLM_API_KEY: must not hold a secret in plain text, got a value; " +
        "remove it; the gateway and its network control who may send requests (docs/security.md) [PlainSecret]",
    ]);
  });

  test("in a URL is refused and not repeated", () => {
    expect(problemsOf({ HTTPS_PROXY: "http://user:pw@proxy:3128" })).toEqual([
      "models[1].env.HTTPS_PROXY: must not hold a secret in plain text, got a value; " +
        "remove it; the only secret that a model can have is Hugging Face's token, by `huggingFaceToken` [PlainSecret]",
    ]);
  });

  test("of another kind cannot be given yet", () => {
    expect(problemsOf({ AWS_SECRET_ACCESS_KEY: "x", S3_PASSWORD: "y" })).toEqual(
      ["AWS_SECRET_ACCESS_KEY", "S3_PASSWORD"].map(
        (name) =>
          `models[1].env.${name}: must not hold a secret in plain text, got a value; ` +
          "remove it; the only secret that a model can have is Hugging Face's token, by `huggingFaceToken` [PlainSecret]",
      ),
    );
  });

  test("that is empty is none, but would hide the Secret's", () => {
    expect(problemsOf({ HF_TOKEN: "" })).toEqual([]);
    expect(
      problemsOf({ HF_TOKEN: "" }, { ...beta, huggingFaceToken: { secretName: "hf", key: "token" } }),
    ).toEqual([
      'models[1].env.HF_TOKEN: must be left to `huggingFaceToken`, got ""; remove it [ReservedVariable]',
    ]);
  });
});
