import { readFileSync } from "node:fs";
import path from "node:path";
import { providers } from "../../components/gateway/providers";
import { capabilityTable, withCapabilityTable } from "../../scripts/capability-table";
import { toy } from "../components/gateway/toy/toy-provider";

const written = readFileSync(path.join(__dirname, "..", "..", "docs", "gateways.md"), "utf8");

test("docs/gateways.md is what `npm run schema` writes", () => {
  expect(withCapabilityTable(written, providers)).toBe(written);
});

test("the table has a column for each gateway and a row for each capability, with its note", () => {
  const lines = capabilityTable([...providers, toy]).split("\n");

  expect(lines[0]).toBe(
    `| | ${[...providers, toy].map(({ title, name }) => `${title}, \`${name}\``).join(" | ")} |`.replace(
      "| |",
      "|  |",
    ),
  );
  expect(lines.find((line) => line.startsWith("| request timeouts |"))).toMatch(/ \| yes: by the route \|$/);
  expect(lines.find((line) => line.startsWith("| TLS |"))).toMatch(/ \| no: it is a toy \|$/);
});

test("a document without the markers is refused", () => {
  expect(() => withCapabilityTable("# Gateways\n", providers)).toThrow(
    "the document needs <!-- capabilities --> and <!-- end of capabilities -->",
  );
});
