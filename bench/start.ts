/**
 * `npm run bench:start`: how long the program takes from the start of Node to its plan, with everything loaded that the
 * engine would use, for two models. Beside it: Node alone, and the same without the engine's packages.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { medianMs } from "./measure";

const projectDir = path.join(__dirname, "..");

const programs = {
  "node alone": "",
  "plan, as `synth` loads it": 'require("tsx/cjs"); require("./infra/load-stack.ts").loadStack("local", ".")',
  "plan, as `pulumi up` loads it":
    'require("./infra/loader.cjs"); require("./infra/deploy-stack.ts"); require("./infra/cluster.ts"); require("./infra/load-stack.ts").loadStack("local", ".")',
};

for (const [name, script] of Object.entries(programs)) {
  const ms = medianMs(() => {
    execFileSync(process.execPath, ["-e", script], { cwd: projectDir });
  });
  console.log(`${ms.toFixed(0).padStart(6)} ms   ${name}`);
}
