import { formatProblem } from "../../../components/problems/problems";
import { checkModelServing } from "../../../components/model/check-model-serving";
import { checkStatedTask } from "../../../components/model/check-task";
import { modelServerArgs } from "../../../components/vllm/arguments";
import type { ModelServingProps } from "../../../components/model/model-serving-props";
import { resolveModelServing } from "../../../components/model/resolve-model-serving";
import type { Task } from "../../../components/model/task";

function specOf(props: Partial<ModelServingProps>) {
  return resolveModelServing({ model: "acme/Any", accelerator: "nvidia-l4", ...props });
}

function problemsOf(props: Partial<ModelServingProps>): readonly string[] {
  return checkModelServing(specOf(props), "models[2]").map(formatProblem);
}

const json =
  "models[2].model: must take its requests as JSON, which is all that the body-based router reads; " +
  "a recording to transcribe is uploaded as multipart/form-data";
const elsewhere = "serve it outside this gateway, behind its own Service [UnsupportedTask]";

test.each([
  "openai/whisper-large-v3",
  "openai/whisper-tiny.en",
  "OpenAI/Whisper-Small",
  "whisper-large-v3-turbo",
  "RedHatAI/whisper-large-v3-FP8-dynamic",
  "Systran/faster-whisper-large-v3",
  "vasista22/whisper-hindi-large-v2",
  "nyrahealth/faster_CrisperWhisper",
  "kotoba-tech/kotoba-whisper-v2.0",
  "kotoba-tech/kotoba-whisper-bilingual-v1.0",
  "kotoba-tech/kotoba-whisper-v2.0-faster",
  "litagin/anime-whisper",
  "Oriserve/Whisper-Hindi2Hinglish-Prime",
  "MediaTek-Research/Breeze-ASR-25",
  "distil-whisper/distil-large-v3",
  "nvidia/parakeet-tdt-0.6b-v2",
  "nvidia/canary-1b-flash",
  "nvidia/canary-qwen-2.5b",
  "CohereLabs/cohere-transcribe-03-2026",
  "FunAudioLLM/Fun-ASR-Nano-2512",
  "FireRedTeam/FireRedASR2-AED",
  "mistralai/Voxtral-Mini-4B-Realtime-2602",
])("%s transcribes, which no request through the gateway can ask for", (model) => {
  const problem = `${json}, got "${model}"; ${elsewhere}`;

  expect(problemsOf({ model })).toEqual([problem]);
  expect(problemsOf({ model, task: "generate" })).toEqual([problem]);
});

test.each(["Qwen/Qwen3-ASR-1.7B", "zai-org/GLM-ASR-Nano-2512"])(
  "%s transcribes, but hears in chat completions too, where its entry says so",
  (model) => {
    const stated = (task?: Task) => checkStatedTask({ model, task }, "models[2]").map(formatProblem);

    expect(stated()).toEqual([
      `${json}, got "${model}"; set \`task: generate\` to send it audio in chat completions, or ${elsewhere}`,
    ]);
    expect(stated("generate")).toEqual([]);
    expect(problemsOf({ model, task: "generate" })).toEqual([]);
  },
);

test.each(["openai/whisper-large-v3", "acme/Any"])("%s is no model whose entry has to say so", (model) => {
  expect(checkStatedTask({ model }, "models[2]")).toEqual([]);
});

test.each([
  "whisper-labs/Llama-3-8B",
  "acme/whisper-7b-chat",
  "acme/whisper-v2-12B",
  "acme/Whisper-v1-Instruct",
  "acme/whisper-small-chat-v2",
  "acme/whispering-pines",
  "acme/canary-7b-instruct",
  "mistralai/Voxtral-Small-24B-2507",
  "google/gemma-3n-E4B-it",
  "Qwen/Qwen2.5-Omni-7B",
  "ibm-granite/granite-speech-3.3-8b",
  "microsoft/Phi-4-multimodal-instruct",
])("%s is a chat model", (model) => {
  expect(problemsOf({ model })).toEqual([]);
});

test.each([
  ["BAAI/bge-m3", "generate", "embed"],
  ["BAAI/bge-large-en-v1.5", "generate", "embed"],
  ["intfloat/multilingual-e5-large-instruct", "generate", "embed"],
  ["sentence-transformers/all-MiniLM-L6-v2", "generate", "embed"],
  ["nomic-ai/nomic-embed-text-v1.5", "generate", "embed"],
  ["openai/clip-vit-base-patch32", "generate", "embed"],
  ["BAAI/bge-reranker-v2-m3", "generate", "rerank"],
  ["BAAI/bge-reranker-v2-m3", "embed", "rerank"],
  ["BAAI/bge-reranker-base", "embed", "rerank"],
  ["cross-encoder/ms-marco-MiniLM-L6-v2", "generate", "rerank"],
  ["cross-encoder/stsb-roberta-base", "embed", "score"],
] as const)("%s is an encoder, which cannot %s", (model, task, own) => {
  expect(problemsOf({ model, task })).toEqual([
    `models[2].task: must be what ${model} can do: it is an encoder, made to ${own}, got "${task}"; ` +
      `remove it, which leaves "${own}", or serve another model [UnsupportedTask]`,
  ]);
  expect(problemsOf({ model })).toEqual([]);
  expect(problemsOf({ model, task: own })).toEqual([]);
});

test.each([
  ["Qwen/Qwen3-Reranker-0.6B", "generate"],
  ["Qwen/Qwen3-Reranker-0.6B", "embed"],
  ["Qwen/Qwen3-Embedding-0.6B", "generate"],
  ["BAAI/bge-reranker-v2-gemma", "generate"],
  ["BAAI/bge-multilingual-gemma2", "generate"],
  ["intfloat/e5-mistral-7b-instruct", "generate"],
  ["Alibaba-NLP/gte-Qwen2-1.5B-instruct", "generate"],
  ["nomic-ai/nomic-embed-code", "generate"],
  ["jinaai/jina-embeddings-v4", "generate"],
  ["BAAI/bge-m3", "rerank"],
  ["BAAI/bge-m3", "score"],
  ["BAAI/bge-reranker-v2-m3", "score"],
  ["BAAI/bge-reranker-v2-m3", "classify"],
] as const)("whether %s can %s is left to vLLM", (model, task) => {
  expect(problemsOf({ model, task }).filter((line) => line.includes("UnsupportedTask"))).toEqual([]);
});

test("a user's overrides may make another model of an encoder", () => {
  const extraArgs = ["--hf-overrides", '{"architectures": ["Other"]}'];

  expect(problemsOf({ model: "BAAI/bge-m3", task: "generate", extraArgs })).toEqual([]);
});

describe("arguments that decide the task", () => {
  test.each([
    ["BAAI/bge-reranker-v2-m3", undefined, ["--runner", "pooling"]],
    ["Qwen/Qwen3-Embedding-0.6B", undefined, ["--runner", "pooling"]],
    ["Qwen/Qwen3-Embedding-0.6B", undefined, ["--runner=pooling", "--convert=embed"]],
    ["acme/Any", undefined, ["--runner", "generate", "--convert", "none"]],
    ["acme/Any", undefined, ["--runner", "auto"]],
    ["acme/Any", "classify", ["--convert", "classify"]],
    ["acme/Any", "score", ["--convert", "embed"]],
    ["acme/Any", "rerank", ["--convert", "classify"]],
    ["acme/Any", "rerank", ["--hf-overrides", '{"architectures": ["X"]}']],
  ] as const)("%s, to %s, may be told %j", (model, task, extraArgs) => {
    expect(problemsOf({ model, task, extraArgs })).toEqual([]);
  });

  test.each([
    ["generate", ["--runner", "pooling"], "--runner pooling", "embed, rerank, score, classify"],
    ["generate", ["--runner=pooling"], "--runner=pooling", "embed, rerank, score, classify"],
    ["generate", ["--convert", "embed"], "--convert embed", "embed, rerank, score, classify"],
    ["embed", ["--runner", "generate"], "--runner generate", "generate, rerank, score, classify"],
    ["embed", ["--convert", "classify"], "--convert classify", "generate, rerank, score, classify"],
    ["rerank", ["--runner", "auto"], "--runner auto", "generate, embed, score, classify"],
    ["classify", ["--convert", "auto"], "--convert auto", "generate, embed, rerank, score"],
    ["embed", ["--runner", "draft"], "--runner draft", "generate, rerank, score, classify"],
  ] as const)("a model with the task %s may not be told %j", (task, extraArgs, got, others) => {
    expect(problemsOf({ task, extraArgs: ["--enforce-eager", ...extraArgs] })).toEqual([
      `models[2].extraArgs[1]: must agree with the model's task, which is "${task}", got "${got}"; ` +
        `remove it, or set \`task\` to what the model does: ${others} [ReservedArgument]`,
    ]);
  });
});

test.each([
  ["generate", []],
  ["embed", ["--runner", "pooling", "--convert", "embed"]],
  ["rerank", ["--runner", "pooling"]],
  ["score", ["--runner", "pooling"]],
  ["classify", ["--runner", "pooling", "--convert", "classify"]],
] as const)("vLLM is told to %s by %j", (task, expected) => {
  const args = modelServerArgs(specOf({ task }));

  expect(args.slice(args.indexOf("--tensor-parallel-size") + 2)).toEqual(expected);
});

test("a user's overrides replace those of the family", () => {
  const extraArgs = ["--hf-overrides", "{}"];
  const args = modelServerArgs(specOf({ model: "Qwen/Qwen3-Reranker-0.6B", extraArgs }));

  expect(args.filter((argument) => argument === "--hf-overrides")).toHaveLength(1);
  expect(args.slice(-2)).toEqual(extraArgs);
});
