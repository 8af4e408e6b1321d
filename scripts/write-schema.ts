/**
 * `npm run schema`: writes the JSON Schema that editors check stack files with, and the tables of keys and of gateways in the
 * documentation.
 */
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { providers } from "../components/gateway/providers";
import { withCapabilityTable } from "./capability-table";
import { withKeyTables } from "./key-tables";
import { stackFileJsonSchema } from "./stack-config-schema";

const docs = path.join(__dirname, "..", "docs");
const configuration = path.join(docs, "configuration.md");
const gateways = path.join(docs, "gateways.md");

writeFileSync(
  path.join(docs, "stack-config.schema.json"),
  `${JSON.stringify(stackFileJsonSchema(), null, 2)}\n`,
);
writeFileSync(configuration, withKeyTables(readFileSync(configuration, "utf8")));
writeFileSync(gateways, withCapabilityTable(readFileSync(gateways, "utf8"), providers));
