import type { ToolProgress } from "@switchyard/toolchain";
import { duration } from "./overview";
import type { StepProgress } from "./reporter";

/**
 * Passes on what is new about tools: that one is ready, or how far those under way are. Tools that were there are not news.
 * @returns what takes the news of each tool.
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
