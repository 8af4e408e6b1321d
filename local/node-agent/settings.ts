import { readFileSync } from "node:fs";
import { z } from "zod";
import { errorMessage } from "../user-error";
import { nodeShape } from "./node-pool";

const nodeAgentSettings = z.strictObject({
  /** Slot of the laptop cluster; the addresses of nodes and pods follow from it. */
  slot: z.number().int().min(0).max(9),
  /** Kubeconfig with administrator rights. */
  kubeconfig: z.string().min(1),
  /** Folder of the pods' files and logs. */
  stateDir: z.string().min(1),
  /** Programs that known images stand for. */
  tools: z.strictObject({ bbr: z.string().min(1), epp: z.string().min(1) }),
  /** What the stack's node pools are made of; a node is added when a pod needs one. */
  shapes: z.array(nodeShape),
  /** Nodes that are there from the start. */
  systemNodes: z.strictObject({ shape: nodeShape, count: z.number().int().nonnegative() }),
  maxNodesPerShape: z.number().int().nonnegative(),
});

/** All that the node agent is told when it starts. */
export type NodeAgentSettings = z.infer<typeof nodeAgentSettings>;

/**
 * Reads the settings from a JSON file.
 * @throws Error that names the file and every wrong value.
 */
export function readSettings(file: string): NodeAgentSettings {
  const parsed = nodeAgentSettings.safeParse(parseJson(file));
  if (!parsed.success) throw new Error(`${file}:\n${z.prettifyError(parsed.error)}`);
  return parsed.data;
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file}: ${errorMessage(error)}`, { cause: error });
  }
}
