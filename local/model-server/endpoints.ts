import type { Api } from "./api";
import type { ModelKind } from "./checkpoint";
import { generationApi } from "./generation-apis";
import { classificationApi, cohereEmbeddingApi, embeddingApi, poolingApi } from "./pooling-apis";
import { rerankApi, scoreApi } from "./scoring-apis";
import { detokenizeApi, tokenizeApi } from "./tokenize-apis";

const tokens: Readonly<Record<string, Api>> = { "/tokenize": tokenizeApi, "/detokenize": detokenizeApi };

const comparing: Readonly<Record<string, Api>> = {
  "/score": scoreApi,
  "/v1/score": scoreApi,
  "/rerank": rerankApi,
  "/v1/rerank": rerankApi,
  "/v2/rerank": rerankApi,
};

/**
 * The POST APIs by path: vLLM v0.32.0 registers only what its model supports (`register_api_routers` in
 * vllm/entrypoints/launchers/api_server/routers.py), so that the rest is 404.
 */
export const endpoints: Readonly<Record<ModelKind, Readonly<Record<string, Api>>>> = {
  generate: {
    ...tokens,
    "/v1/chat/completions": generationApi("chat"),
    "/v1/completions": generationApi("text"),
    "/v1/responses": generationApi("response"),
    "/v1/messages": generationApi("message"),
  },
  embed: {
    ...tokens,
    ...comparing,
    "/v1/embeddings": embeddingApi,
    "/v2/embed": cohereEmbeddingApi,
    "/pooling": poolingApi,
  },
  rank: { ...tokens, ...comparing, "/classify": classificationApi(1), "/pooling": poolingApi },
  classify: { ...tokens, "/classify": classificationApi(2), "/pooling": poolingApi },
};
