import type { ToolProgress } from "@switchyard/toolchain";
import { duration } from "./overview";
import type { StepProgress } from "./reporter";

/**
 * Reports the progress of tools: which are ready, and how far the others are. Tools that are already present are not reported.
 * @returns the callback for the progress of each tool.
 */
export function toolReporter(progress: StepProgress): (update: ToolProgress) => void {
  const underWay = new Map<ToolProgress["name"], string>();
  return (update) => {
    if (update.source === "cached" || update.source === "path") return;
    const tool = `${update.name} ${update.version}`;
    if (update.state === "ready") {
      underWay.delete(update.name);
      progress.note(`${tool} ready after ${duration(update.elapsedSec)}`);
      return;
    }
    const detail = update.detail === "" ? "" : `, ${update.detail}`;
    const times = `${duration(update.elapsedSec)} of about ${duration(update.expectedSec)}`;
    underWay.set(update.name, `${tool}: ${times}${detail}`);
    progress.live([...underWay.values()].join("; "));
  };
}
