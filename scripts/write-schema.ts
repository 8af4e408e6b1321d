/** `npm run schema`: writes the JSON Schema that editors check stack files with. */
import { writeFileSync } from "node:fs";
import path from "node:path";
import { stackFileJsonSchema } from "./stack-config-schema";

const projectDir = path.join(__dirname, "..");
const target = path.join(projectDir, "docs", "stack-config.schema.json");

writeFileSync(target, `${JSON.stringify(stackFileJsonSchema(projectDir), null, 2)}\n`);
