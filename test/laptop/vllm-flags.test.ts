import { readFileSync } from "node:fs";
import path from "node:path";
import { vllmFlagsVersion } from "@switchyard/model-server/imports/vllm-flags";
import { versions } from "../../components/versions";
import { projectDir } from "../support/sources";

const table = (part: string) => readFileSync(path.join(projectDir, part, "imports/vllm-flags.ts"), "utf8");

test("the model server takes the options of the vLLM that is deployed", () => {
  expect(vllmFlagsVersion).toBe(versions.vllm);
});

test("one run of dump_flags.py wrote the product's table and the model server's", () => {
  expect(table("local/model-server")).toBe(table("components"));
});
