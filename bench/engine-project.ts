import { execFile } from "node:child_process";
import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import path from "node:path";
import { promisify } from "node:util";
import { stringify } from "yaml";
import { z } from "zod";
import { pulumiEnvironment, pulumiHome } from "@switchyard/cluster/pulumi/environment";
import type { EmptyCluster } from "./empty-cluster";

const run = promisify(execFile);
const repository = path.join(__dirname, "..");
const stack = "bench";

/** The engine's state of a project. It is rewritten before and after every change of a resource. */
export interface EngineState {
  readonly bytes: number;
  /** Kubernetes objects in it. */
  readonly objects: number;
}

const stateSchema = z.object({
  checkpoint: z.object({ latest: z.object({ resources: z.array(z.object({ type: z.string() })) }) }),
});

/** A program of `bench/programs`, and its TypeScript loader. */
export interface BenchProgram {
  /** File in `bench/programs`, without its ending. */
  readonly program: string;
  readonly loader: string;
}

/** A program that the real engine runs against a benchmark's cluster. */
export class EngineProject {
  private readonly folder: string;

  private constructor(
    private readonly cluster: EmptyCluster,
    private readonly name: string,
  ) {
    this.folder = path.join(cluster.folder, name);
  }

  /** @param name of the project, unique in the cluster. */
  public static async create(
    cluster: EmptyCluster,
    name: string,
    { program, loader }: BenchProgram,
  ): Promise<EngineProject> {
    const project = new EngineProject(cluster, name);
    for (const folder of [project.folder, cluster.settings.pulumiStateDir, pulumiHome(cluster.settings)])
      mkdirSync(folder, { recursive: true });
    const runtime = { name: "nodejs", options: { typescript: false } };
    writeFileSync(
      path.join(project.folder, "Pulumi.yaml"),
      stringify({ name, main: "program.cjs", runtime }),
    );
    const source = path.join(__dirname, "programs", `${program}.ts`);
    const lines = [
      `require(${JSON.stringify(loader)});\n`,
      // A program without an export has already done its work.
      `module.exports = require(${JSON.stringify(source)}).program;\n`,
    ];
    writeFileSync(path.join(project.folder, "program.cjs"), lines.join(""));
    for (const file of ["node_modules", "package.json"])
      symlinkSync(path.join(repository, file), path.join(project.folder, file));
    await project.pulumi("stack", "init", stack);
    return project;
  }

  /** Runs `pulumi up` with another configuration and returns how long it took, from the command to its end. */
  public async upMs(config: Readonly<Record<string, unknown>>): Promise<number> {
    const prefixed = Object.fromEntries(
      Object.entries(config).map(([key, value]) => [`switchyard:${key}`, value]),
    );
    const file = path.join(this.folder, `Pulumi.${stack}.yaml`);
    writeFileSync(file, stringify({ config: prefixed }, { aliasDuplicateObjects: false }));
    const start = performance.now();
    await this.pulumi("up", "--yes", "--skip-preview", "--stack", stack);
    return performance.now() - start;
  }

  /** The engine's state of this project. */
  public state(): EngineState {
    const stacks = path.join(this.cluster.settings.pulumiStateDir, ".pulumi", "stacks");
    const text = readFileSync(path.join(stacks, this.name, `${stack}.json`), "utf8");
    const { resources } = stateSchema.parse(JSON.parse(text)).checkpoint.latest;
    // A chart exists only in the engine, like our components and the provider.
    const objects = resources.filter(({ type }) => /^kubernetes:(?!helm\.sh\/)/.test(type));
    return { bytes: Buffer.byteLength(text), objects: objects.length };
  }

  private async pulumi(...args: readonly string[]): Promise<void> {
    const { toolchain, signal } = this.cluster;
    await run(toolchain.tools.pulumi, [...args, "--non-interactive", "--color=never"], {
      cwd: this.folder,
      env: pulumiEnvironment(this.cluster, process.env),
      maxBuffer: 64 * 1024 * 1024,
      signal,
    });
  }
}
