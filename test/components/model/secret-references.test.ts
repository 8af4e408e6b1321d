import { secretReferences } from "../../../components/model/secret-references";

const model = (secretName: string, key = "token", namespace = "llm-d") => ({
  namespace,
  huggingFaceToken: { secretName, key },
});

test("each Secret appears once, in the order in which models name them, with every key once", () => {
  expect(
    secretReferences([model("hf-token"), model("theirs"), model("hf-token", "other"), model("hf-token")]),
  ).toEqual([
    { namespace: "llm-d", name: "hf-token", keys: ["token", "other"] },
    { namespace: "llm-d", name: "theirs", keys: ["token"] },
  ]);
});

test("a name in two namespaces is two Secrets", () => {
  expect(secretReferences([model("hf-token", "token", "one"), model("hf-token", "other", "two")])).toEqual([
    { namespace: "one", name: "hf-token", keys: ["token"] },
    { namespace: "two", name: "hf-token", keys: ["other"] },
  ]);
});

test("models that need no token refer to none", () => {
  expect(secretReferences([{ namespace: "llm-d", huggingFaceToken: undefined }])).toEqual([]);
});
