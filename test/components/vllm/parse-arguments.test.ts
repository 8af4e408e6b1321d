import * as fc from "fast-check";
import { parseArguments } from "../../../components/vllm/parse-arguments";

/** Flags with their values, and the kinds of fault by index. */
function parse(...items: readonly string[]) {
  const { parsed, faults } = parseArguments(items);
  return {
    flags: parsed.map(({ known, spelling, values }) => [known?.name ?? spelling, ...values]),
    faults: [...faults].map(([index, { kind }]) => [index, kind]),
  };
}

// What the parser of vLLM takes was tried with 6,000 random lists; these are the kinds that it told apart.
describe("pairs of flags and values", () => {
  test.each<[readonly string[], readonly (readonly string[])[]]>([
    [["--seed", "7"], [["--seed", "7"]]],
    [["--seed=7"], [["--seed", "7"]]],
    [["-tp=4"], [["--tensor-parallel-size", "4"]]],
    [["-qfp8"], [["--quantization", "fp8"]]],
    [["-O3"], [["--optimization-level", "3"]]],
    [["-O=3"], [["--optimization-level", "3"]]],
    [["-O", "3"], [["--optimization-level", "3"]]],
    [["--max-model-len", "-1"], [["--max-model-len", "-1"]]],
    [
      ["--enforce-eager", "--seed", "7"],
      [["--enforce-eager"], ["--seed", "7"]],
    ],
    [["--no-enable-lora"], [["--enable-lora"]]],
    [
      ["--hf-token", "--seed=7"],
      [["--hf-token"], ["--seed", "7"]],
    ],
    [
      ["--served-model-name", "a", "b", "--seed", "7"],
      [
        ["--served-model-name", "a", "b"],
        ["--seed", "7"],
      ],
    ],
    [["--hf-overrides.a.b", "1"], [["--hf-overrides", "1"]]],
    [["--hf_overrides.a_b=1"], [["--hf-overrides", "1"]]],
    [["--limit-mm-per-prompt", '{"image": 2}'], [["--limit-mm-per-prompt", '{"image": 2}']]],
    [["--chat-template", "{{ a }} b"], [["--chat-template", "{{ a }} b"]]],
    [["--chat-template=--port 7"], [["--chat-template", "--port 7"]]],
    [["--chat-template", "- a list"], [["--chat-template", "- a list"]]],
    [["--tokenizer="], [["--tokenizer", ""]]],
    [
      ["--middleware", "a", "--middleware", "b"],
      [
        ["--middleware", "a"],
        ["--middleware", "b"],
      ],
    ],
  ])("%j", (items, flags) => {
    expect(parse(...items)).toEqual({ flags, faults: [] });
  });
});

describe("faults", () => {
  test.each<[readonly string[], readonly (readonly [number, string])[]]>([
    [[""], [[0, "empty"]]],
    [["--seed", "7", " "], [[2, "empty"]]],
    [["--seed", ""], [[1, "empty"]]],
    [["--served-model-name", "a", ""], [[2, "empty"]]],
    [["--max-num-seqs 32"], [[0, "spaced"]]],
    [["--foo 32"], [[0, "spaced"]]],
    [["--max-num-seqs\t32"], [[0, "spaced"]]],
    [["--seed "], [[0, "spaced"]]],
    [[" --seed=7"], [[0, "spaced"]]],
    [["-tp 4"], [[0, "spaced"]]],
    [
      ["--seed", "--max-num-seqs 32"],
      [
        [0, "valueless"],
        [1, "spaced"],
      ],
    ],
    [["a/b"], [[0, "stray"]]],
    [["--enforce-eager", "true"], [[1, "stray"]]],
    [["--seed", "7", "8"], [[2, "stray"]]],
    [["--"], [[0, "stray"]]],
    [["--seed"], [[0, "valueless"]]],
    [["--seed", "--enforce-eager"], [[0, "valueless"]]],
    [["--lora-modules"], [[0, "valueless"]]],
    [["--hf-overrides.a"], [[0, "valueless"]]],
    [["--enforce-eager=true"], [[0, "needless"]]],
    [["--max-num=7"], [[0, "ambiguous"]]],
    [["--foo"], [[0, "unknown"]]],
    [["-tp4"], [[0, "unknown"]]],
    [["-O"], [[0, "unknown"]]],
    [["--foo", "a", "b", "--seed", "7"], [[0, "unknown"]]],
  ])("%j", (items, faults) => {
    expect(parse(...items).faults).toEqual(faults);
  });

  test.each<[string, readonly string[]]>([
    ["--max-num-seqs 32", ["--max-num-seqs", "32"]],
    ["  --max-num-seqs   32 ", ["--max-num-seqs", "32"]],
    ["--served-model-name a b", ["--served-model-name", "a", "b"]],
    ["--chat-template 'a b'", ["--chat-template", "a b"]],
    ['--chat-template "a b"', ["--chat-template", "a b"]],
    ['--limit-mm-per-prompt {"image": 2}', ["--limit-mm-per-prompt", '{"image": 2}']],
    ["--seed ", ["--seed"]],
  ])("%j is split as a shell would", (item, words) => {
    expect(parseArguments([item]).faults.get(0)).toEqual({ kind: "spaced", words });
  });
});

const words = fc.oneof(
  fc.constantFrom(
    ...["--seed", "--seed=7", "-tp", "-tp=4", "--served_model_name", "--enforce-eager", "--no-enable-lora"],
    ...["--hf-overrides.a", "--hf-token", "-O3", "-O", "--foo", "a", "7", "-1", "-1.5", "--", "-", "", " "],
    ...["--seed 7", "a b", "- b", "--api-key", "--max-num"],
  ),
  fc.string(),
);

test("every item of any list is in one argument or has a fault, in order", () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (items) => {
      const { parsed, faults } = parseArguments(items);
      const covered = parsed.flatMap(({ index, items: own }) => own.map((_, offset) => index + offset));
      const alone = [...faults.keys()].filter((index) => !covered.includes(index));

      expect([...covered, ...alone].sort((a, b) => a - b)).toEqual(items.map((_, index) => index));
    }),
  );
});

test("parsing and writing again is the identity, where nothing is wrong", () => {
  fc.assert(
    fc.property(fc.array(words, { maxLength: 8 }), (items) => {
      const { parsed, faults } = parseArguments(items);
      fc.pre(faults.size === 0);

      expect(parsed.flatMap(({ items: own }) => own)).toEqual(items);
      expect(parseArguments(parsed.flatMap(({ items: own }) => own))).toEqual({ parsed, faults });
    }),
  );
});
