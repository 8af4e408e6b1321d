import type { ToolName } from "@switchyard/toolchain/tool";
import { tools } from "@switchyard/toolchain/tools";

/** The version that a tool of every cluster is pinned to. */
export function toolVersion(name: ToolName): string {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(`there is no tool ${name}`);
  return tool.version;
}
