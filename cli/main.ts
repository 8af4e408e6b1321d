import { Command } from "commander";
import type { Installation } from "./installation";
import { laptopCommands, runLaptopCommand } from "./laptop";
import type { LaptopCommand } from "./laptop";
import { exitCodesHelp, runToExit } from "./run-to-exit";

/** `switchyard`: runs one command to its end and sets the exit code of the process. */
export function main(args: readonly string[], installation: Installation): Promise<void> {
  return runToExit(() => switchyard(installation).parseAsync(args, { from: "user" }));
}

function switchyard(installation: Installation): Command {
  const program = new Command("switchyard")
    .description("Serves many LLMs behind one OpenAI-compatible address on Kubernetes.")
    .version(installation.version)
    .enablePositionalOptions()
    .addHelpText("after", `\nNext: switchyard <command> --help\n${exitCodesHelp}`)
    .showHelpAfterError("(--help lists what it takes)")
    .exitOverride();
  addStackCommands(program, installation);
  for (const command of laptopCommands) addLaptopCommand(program, command, installation);
  return program;
}

/** Each loads its code when it runs: a stack's checks take longer to load than everything else. */
function addStackCommands(program: Command, installation: Installation): void {
  stackCommand(program, "synth", "write the objects of a stack as YAML, for kubectl or Argo CD")
    .option("-o, --out <folder>", "folder to write to", "dist/manifests")
    .option("--check", "write nothing; exit 1 when the folder is out of date", false)
    .action(async (options: { stack: string; out: string; check: boolean; json: boolean }) => {
      const { runSynth } = await import("./synth.js");
      runSynth(process.cwd(), options, installation);
    });
  stackCommand(program, "cost", "print what a stack costs in a month on Google Cloud").action(
    async (options: { stack: string; json: boolean }) => {
      const { runCost } = await import("./cost.js");
      runCost(process.cwd(), options);
    },
  );
}

/** A command that reads `Pulumi.<stack>.yaml` of the current folder. */
function stackCommand(program: Command, name: string, description: string): Command {
  return program
    .command(name)
    .description(description)
    .requiredOption("-s, --stack <name>", "stack to read: Pulumi.<name>.yaml in the current folder")
    .option("--json", "print the result as JSON", false)
    .addHelpText("after", exitCodesHelp);
}

/** Takes any argument, `--help` included: the laptop's program knows them, and loading it takes time. */
function addLaptopCommand(program: Command, command: LaptopCommand, installation: Installation): void {
  program
    .command(`${command.name} [args...]`)
    .usage("[options]")
    .description(`${command.summary}${installation.isClone ? "" : " (in a clone only)"}`)
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action((args: readonly string[]) => {
      runLaptopCommand(command, args, installation);
    });
}
