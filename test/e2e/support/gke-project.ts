import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { simulatedGcpFiles, writeJson } from "@switchyard/simulated-gcp/files";
import type { SimulatedGcpFiles } from "@switchyard/simulated-gcp/files";
import { installSimulatedGcp } from "@switchyard/simulated-gcp/install";
import type { Fault } from "@switchyard/simulated-gcp/state/faults";
import { parseOperations } from "@switchyard/simulated-gcp/state/operations";
import { ensureTools } from "@switchyard/toolchain";
import type { Toolchain } from "@switchyard/toolchain";
import { ended } from "@switchyard/process/testing/ended";
import type { Ended } from "@switchyard/process/testing/ended";

const repository = path.join(__dirname, "..", "..", "..");

/** One of `programs/` as a project of the real engine, on a simulated Google Cloud of its own. No cluster runs. */
export class GkeProject<Options extends object> {
  public readonly files: SimulatedGcpFiles;
  private readonly folder: string;

  private constructor(
    private readonly root: string,
    private readonly toolchain: Toolchain,
    private options: Options,
  ) {
    this.folder = path.join(root, "project");
    this.files = simulatedGcpFiles(path.join(root, "gcp"));
  }

  /**
   * @param program name of its file.
   * @param options what the program is told at first.
   */
  public static async create<Options extends object>(
    program: string,
    options: Options,
  ): Promise<GkeProject<Options>> {
    // A checkout may be in a folder with a space.
    const root = mkdtempSync(path.join(os.tmpdir(), "switchyard small gke "));
    const toolchain = await ensureTools(() => undefined, new AbortController().signal);
    const project = new GkeProject(root, toolchain, options);
    for (const folder of ["gcp", "project", "state", "home"]) mkdirSync(path.join(root, folder));
    const caFile = path.join(root, "ca.pem");
    writeFileSync(caFile, "CERTIFICATE\n");
    const apiServer = { port: 26181, caFile, kubeconfig: path.join(root, "kubeconfig") };
    installSimulatedGcp(path.join(root, "gcp"), { project: "my-project", apiServer });
    project.writeProgram(program);
    await project.pulumi("stack", "init", "trial");
    return project;
  }

  /** Runs the engine with other options. */
  public run(change: Partial<Options>, ...args: readonly string[]): Promise<Ended> {
    this.options = { ...this.options, ...change };
    return this.pulumi(...args);
  }

  public up(change: Partial<Options> = {}): Promise<Ended> {
    return this.run(change, "up", "--yes", "--skip-preview");
  }

  public pulumi(...args: readonly string[]): Promise<Ended> {
    const { tools } = this.toolchain;
    const folders = [tools.pulumi, tools["pulumi-language-nodejs"]].map((file) => path.dirname(file));
    const searchPath = [this.files.bin, ...folders, process.env["PATH"] ?? ""];
    return ended(tools.pulumi, [...args, "--non-interactive", "--color=never"], this.folder, {
      ...process.env,
      PATH: searchPath.join(path.delimiter),
      PULUMI_HOME: path.join(this.root, "home"),
      PULUMI_BACKEND_URL: `file://${path.join(this.root, "state")}`,
      PULUMI_CONFIG_PASSPHRASE: "",
      PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
      PULUMI_SKIP_UPDATE_CHECK: "true",
      PROGRAM_OPTIONS: JSON.stringify(this.options),
    });
  }

  public setFaults(...faults: readonly Fault[]): void {
    writeJson(this.files.faults, faults);
  }

  /** What was created, changed and deleted since the last time this was asked, as `create c`. */
  public changes(): readonly string[] {
    const operations = parseOperations(readFileSync(this.files.operations, "utf8"));
    writeFileSync(this.files.operations, "");
    return operations
      .filter(({ phase, call }) => phase === "end" && call !== "read")
      .map(({ call, name }) => `${call} ${name}`);
  }

  public remove(): void {
    rmSync(this.root, { recursive: true, force: true });
  }

  private writeProgram(program: string): void {
    const source = path.join(repository, "test", "e2e", "programs", `${program}.ts`);
    const lines = ['require("tsx/cjs");', `module.exports = require(${JSON.stringify(source)}).program;`];
    writeFileSync(path.join(this.folder, "program.cjs"), `${lines.join("\n")}\n`);
    const runtime = { name: "nodejs", options: { typescript: false } };
    writeJson(path.join(this.folder, "Pulumi.yaml"), { name: program, main: "program.cjs", runtime });
    for (const file of ["node_modules", "package.json"])
      symlinkSync(path.join(repository, file), path.join(this.folder, file));
  }
}
