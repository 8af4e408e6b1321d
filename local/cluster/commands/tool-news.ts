import type { ToolProgress } from "@switchyard/toolchain";
import { duration } from "./overview";
import type { StepProgress } from "./reporter";

/** Passes on what is new about a tool: that it is ready, or how far it is. Tools that were there are not news. */
export function toolNews(news: ToolProgress, progress: StepProgress): void {
  if (news.source === "cached" || news.source === "path") return;
  const tool = `${news.name} ${news.version}`;
  if (news.state === "ready") {
    progress.note(`${tool} ready after ${duration(news.elapsedSec)}`);
    return;
  }
  const detail = news.detail === "" ? "" : `, ${news.detail}`;
  progress.live(`${tool}: ${duration(news.elapsedSec)} of about ${duration(news.expectedSec)}${detail}`);
}
