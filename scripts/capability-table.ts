import { capabilityTitles } from "../components/gateway/capabilities";
import type { CapabilityName } from "../components/gateway/capabilities";
import type { GatewayProvider } from "../components/gateway/provider";

const marker = "<!-- capabilities -->";
const end = "<!-- end of capabilities -->";

/** The table of what each gateway can do: a row for each capability, a column for each gateway. */
export function capabilityTable(providers: readonly GatewayProvider[]): string {
  const row = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  return [
    row(["", ...providers.map(({ title, name }) => `${title}, \`${name}\``)]),
    row(["---", ...providers.map(() => "---")]),
    ...names().map((name) =>
      row([capabilityTitles[name], ...providers.map(({ capabilities }) => cell(capabilities[name]))]),
    ),
  ].join("\n");
}

/**
 * A document with the table between its markers.
 * @throws Error when the document has no markers.
 */
export function withCapabilityTable(document: string, providers: readonly GatewayProvider[]): string {
  const [before, rest] = document.split(marker);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`the document needs ${marker} and ${end}`);
  return `${before}${marker}\n\n<!-- prettier-ignore -->\n${capabilityTable(providers)}\n\n${end}${after}`;
}

function cell({ supported, note }: { readonly supported: boolean; readonly note: string }): string {
  return `${supported ? "yes" : "no"}: ${note}`;
}

function names(): readonly CapabilityName[] {
  const isName = (name: string): name is CapabilityName => name in capabilityTitles;
  return Object.keys(capabilityTitles).filter(isName);
}
