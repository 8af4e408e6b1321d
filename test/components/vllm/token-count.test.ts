import { tokenCount } from "../../../components/vllm/token-count";

test.each<[string, number | "auto" | undefined]>([
  ["8192", 8192],
  [" 8192 ", 8192],
  ["8k", 8000],
  ["8K", 8192],
  ["1.5k", 1500],
  ["25.6k", 25_600],
  ["1M", 1_048_576],
  ["auto", "auto"],
  ["AUTO", "auto"],
  ["-1", "auto"],
  ["1.5K", undefined],
  ["1.5", undefined],
  ["-2", undefined],
  ["long", undefined],
  ["", undefined],
])("%j is %j tokens", (text, tokens) => {
  expect(tokenCount(text)).toBe(tokens);
});
