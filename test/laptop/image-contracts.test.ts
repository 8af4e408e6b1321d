import * as product from "../../components/images/contracts";
import { images } from "../../components/versions";
import { readFileSync } from "node:fs";
import path from "node:path";
import { findProgram, imageContracts } from "@switchyard/node-agent/image-contracts";
import { projectDir } from "../support/sources";

const { registry, repository, tag } = images.bodyBasedRouter;
const deployed = [images.endpointPicker, `${registry}/${repository}:${tag}`, images.vllmGpu, images.vllmTpu];

test("the laptop runs what is deployed, to the tag", () => {
  expect([...imageContracts.keys()].sort()).toEqual([...deployed].sort());
});

test.each(deployed)("%s: what the laptop does is what the checks hold to be true", (image) => {
  const own = imageContracts.get(image);
  const checked = product.contractOf(image);
  if (!own || !checked) throw new Error("an image is in one table alone");
  expect({
    entrypoint: own.entrypoint,
    defaultArguments: own.cmd,
    userId: own.userId,
    workingDirectory: own.workingDirectory,
    argumentsAre: own.programs[own.entrypoint[0] ?? ""]?.kind === "script" ? "a command" : "options",
    programs: findProgram(own, "sh") === undefined ? Object.keys(own.programs) : undefined,
  }).toEqual({
    entrypoint: checked.entrypoint,
    defaultArguments: checked.defaultArguments,
    userId: checked.userId,
    workingDirectory: checked.workingDirectory,
    argumentsAre: checked.argumentsAre,
    programs: checked.programs,
  });
  expect(findProgram(own, checked.command[0])).toBeDefined();
});

test("the laptop's table takes nothing from what it is there to try", () => {
  const files = ["image-contracts.ts", "images.ts"].map((file) =>
    readFileSync(path.join(projectDir, "local/node-agent", file), "utf8"),
  );
  for (const text of files) expect(text).not.toMatch(/from ".*components\//);
});
