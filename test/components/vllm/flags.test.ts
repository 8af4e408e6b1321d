import * as fc from "fast-check";
import { findFlag, flagSpellings } from "../../../components/vllm/flags";

/** What a spelling is taken for, in short. */
function nameOf(spelling: string): string | undefined {
  const match = findFlag(spelling);
  return match.kind === "known" ? match.name : undefined;
}

test.each([
  ["--tensor-parallel-size", "--tensor-parallel-size"],
  ["--tensor_parallel_size", "--tensor-parallel-size"],
  ["-tp", "--tensor-parallel-size"],
  ["--tensor-par", "--tensor-parallel-size"],
  ["--tensor_par", "--tensor-parallel-size"],
  ["-t", "--tensor-parallel-size"],
  ["--device-memory-utilization", "--gpu-memory-utilization"],
  ["--no-enable-lora", "--enable-lora"],
  ["-h", "--help"],
])("%s is %s", (spelling, name) => {
  expect(nameOf(spelling)).toBe(name);
});

test("a flag may be turned off", () => {
  expect(findFlag("--no_enable_lora")).toMatchObject({ kind: "known", name: "--enable-lora", negated: true });
  expect(findFlag("--enable-lora")).toMatchObject({ kind: "known", negated: false });
  // Its own name begins with "no".
  expect(findFlag("--node-rank")).toMatchObject({ kind: "known", name: "--node-rank", negated: false });
});

test("a value may be attached to a flag of one letter alone", () => {
  expect(findFlag("-qfp8")).toMatchObject({ kind: "known", name: "--quantization", attached: "fp8" });
  expect(findFlag("-n2")).toMatchObject({ kind: "known", name: "--nnodes", attached: "2" });
  expect(findFlag("-tp4")).toEqual({ kind: "unknown" });
});

test("a beginning that flags share is none of them", () => {
  expect(findFlag("--max-num-b")).toMatchObject({ kind: "known", name: "--max-num-batched-tokens" });
  expect(findFlag("-d")).toMatchObject({ kind: "ambiguous" });
  expect(findFlag("--ssl-key")).toMatchObject({ kind: "known", name: "--ssl-keyfile" });
  expect(findFlag("--ssl-c")).toEqual({
    kind: "ambiguous",
    candidates: ["--ssl-certfile", "--ssl-ca-certs", "--ssl-cert-reqs", "--ssl-ciphers"],
  });
});

test.each(["--task", "--swap-space", "--foo", "-x", "--tensor-parallel-sizes", "--TENSOR-PARALLEL-SIZE"])(
  "%s is no flag",
  (spelling) => {
    expect(findFlag(spelling)).toEqual({ kind: "unknown" });
  },
);

test("every spelling is found with any of its dashes as underscores", () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...flagSpellings.filter((one) => one.startsWith("--"))),
      fc.func(fc.boolean()),
      (spelling, underscore) => {
        const mixed = Array.from(spelling, (char, at) =>
          at > 1 && char === "-" && underscore(at) ? "_" : char,
        );
        expect(findFlag(mixed.join(""))).toEqual(findFlag(spelling));
        expect(findFlag(spelling).kind).toBe("known");
      },
    ),
  );
});
