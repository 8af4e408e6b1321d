/**
 * `npm run bench:start`: how long the program takes from the start of Node to its plan, with everything loaded that the
 * engine would use, for two models on the laptop and on Google Cloud. For comparison: Node alone, and the same without the
 * engine's packages.
 */
import { execFileSync } from "node:child_process";
import path from "node:path";
import { medianMs } from "./measure";

const projectDir = path.join(__dirname, "..");

const loading = 'require("./infra/loader.cjs"); require("./infra/index.ts");';

const planOf = (stack: string) => `require("./infra/load-stack.ts").loadStack("${stack}", ".");`;

const programs = {
  "node alone": "",
  "plan, as `synth` loads it": `require("tsx/cjs"); ${planOf("local")}`,
  "plan, as `pulumi up` loads it": `${loading} ${planOf("local")}`,
  "plan of the tpu stack, as `pulumi up` loads it": `${loading} ${planOf("tpu")}`,
};

for (const [name, script] of Object.entries(programs)) {
  const ms = medianMs(() => {
    execFileSync(process.execPath, ["-e", script], { cwd: projectDir });
  });
  console.log(`${ms.toFixed(0).padStart(6)} ms   ${name}`);
}
