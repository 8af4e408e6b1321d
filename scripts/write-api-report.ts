/** `npm run api`: writes the API of the package, as it was last built, to docs/api/. */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { apiReportFile, apiReports, missingExports } from "./api-report";

const projectDir = path.join(__dirname, "..");
const reports = apiReports(projectDir);

for (const { entry, text } of reports) {
  const file = path.join(projectDir, apiReportFile(entry));
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, text);
}
for (const missing of missingExports(reports))
  console.error(`${missing} in a signature, and no entry exports it`);
console.log("Next: list the change in CHANGELOG.md; what breaks users needs a new major version.");
