/** Converts texts to tokens and back (vLLM v0.32.0, vllm/entrypoints/serve/tokenize). A token is a character here. */
import { wholeReply } from "./api";
import type { Api } from "./api";
import { askedModel, messageTexts, missingField } from "./json-body";

/** `POST /tokenize`, of a prompt or of a conversation. */
export const tokenizeApi: Api = (body, { options }) => {
  const { prompt, messages } = body;
  if (typeof prompt !== "string" && messages === undefined) throw missingField("prompt");
  const text = typeof prompt === "string" ? prompt : messageTexts(messages).join("\n");
  const characters = Array.from(text);
  return {
    model: askedModel(body),
    answer: () =>
      wholeReply({
        count: characters.length,
        max_model_len: options.maxModelLen,
        tokens: characters.map((character) => character.codePointAt(0) ?? 0),
        token_strs: body["return_token_strs"] === true ? characters : null,
      }),
  };
};

/** `POST /detokenize`. */
export const detokenizeApi: Api = (body) => {
  const { tokens } = body;
  if (!Array.isArray(tokens)) throw missingField("tokens");
  const prompt = tokens.map((token) => String.fromCodePoint(Number(token))).join("");
  return { model: askedModel(body), answer: () => wholeReply({ prompt }) };
};
