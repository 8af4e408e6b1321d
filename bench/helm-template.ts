import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { ensureExtraTool } from "@switchyard/toolchain";
import { toolSources } from "@switchyard/toolchain/cache";
import { moduleFolder } from "@switchyard/toolchain/go-command";
import { medianMs } from "./measure";
import { progress } from "./progress";

const inferenceExtension = "sigs.k8s.io/gateway-api-inference-extension";
const values = ["inferencePool.modelServers.matchLabels.app=vllm", "provider.name=gke"];
const newsIntervalSec = 10;

/** Milliseconds that `helm template` of the inference extension's chart for one pool takes. */
export async function helmTemplateMs(): Promise<number> {
  const helm = await ensureExtraTool("helm", ({ detail, elapsedSec, state }) => {
    if (state === "working" && elapsedSec % newsIntervalSec === 0)
      progress(`helm: ${elapsedSec} s ${detail}`);
  });
  const { signal } = new AbortController();
  const module = await moduleFolder(
    inferenceExtension,
    path.join(toolSources, "inference-extension"),
    signal,
  );
  const folder = mkdtempSync(path.join(os.tmpdir(), "switchyard-bench-"));
  try {
    const chart = copyChart(path.join(module, "config", "charts"), folder);
    const flags = values.flatMap((value) => ["--set", value]);
    progress("helm template");
    return medianMs(() => execFileSync(helm, ["template", "pool", chart, ...flags]));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** With its library where `helm dependency build` would put it. */
function copyChart(charts: string, folder: string): string {
  const chart = path.join(folder, "inferencepool");
  // Go's downloads are read-only, which would make a copy hard to remove.
  const copy = (from: string, to: string) => {
    execFileSync("cp", ["--recursive", "--no-preserve=mode", path.join(charts, from), to]);
  };
  copy("inferencepool", chart);
  mkdirSync(path.join(chart, "charts"));
  copy("epplib", path.join(chart, "charts", "epplib"));
  return chart;
}
