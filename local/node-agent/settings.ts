import { readFileSync } from "node:fs";
import { z } from "zod";
import { errorMessage } from "@switchyard/process/user-error";

const nodeAgentSettings = z.strictObject({
  /** Slot of the laptop cluster; the addresses of nodes and pods follow from it. */
  slot: z.number().int().min(0).max(9),
  /** Kubeconfig with administrator rights. */
  kubeconfig: z.string().min(1),
  /** Folder of the pods' files and logs. */
  stateDir: z.string().min(1),
  /** Programs for the known images. */
  tools: z.strictObject({ bbr: z.string().min(1), epp: z.string().min(1), envoy: z.string().min(1) }),
  /** Version of Kubernetes that the nodes report, e.g. "v1.37.2": never newer than the API server. */
  kubeletVersion: z.string().min(1),
  /**
   * JSON file of the node pools, watched for changes; without it, there are no pools. Not part of the
   * settings themselves, because new settings restart the agent, and every pod with it.
   */
  poolsFile: z.string().min(1),
  /** How long a node must be empty before it is removed, down to its pool's minimum. */
  emptyNodeDelaySec: z.number().nonnegative(),
});

/** Settings of the node agent. */
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
