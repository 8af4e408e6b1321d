import type { ToolProgress } from "@switchyard/toolchain";
import { duration } from "./overview";
import type { StepProgress } from "./reporter";

/**
 * Reports the progress of tools: which are ready, and how far the others are. Tools that are already present are not reported.
 * @returns the callback for the progress of each tool.
 */
export function toolNews(progress: StepProgress): (news: ToolProgress) => void {
  const underWay = new Map<ToolProgress["name"], string>();
  return (news) => {
    if (news.source === "cached" || news.source === "path") return;
    const tool = `${news.name} ${news.version}`;
    if (news.state === "ready") {
      underWay.delete(news.name);
      progress.note(`${tool} ready after ${duration(news.elapsedSec)}`);
      return;
    }
    const detail = news.detail === "" ? "" : `, ${news.detail}`;
    const times = `${duration(news.elapsedSec)} of about ${duration(news.expectedSec)}`;
    underWay.set(news.name, `${tool}: ${times}${detail}`);
    progress.live([...underWay.values()].join("; "));
  };
}
