import path from "node:path";
import { Command } from "commander";
import { exitCodesHelp, runToExit, slotOption } from "./commands/command-line";
import { runDown } from "./commands/down";
import { runEnv } from "./commands/env";
import { runLogs } from "./commands/logs";
import { clusterSettings } from "./settings";

const projectDir = path.resolve(__dirname, "../..");

interface SlotOptions {
  readonly slot: number;
}

const settingsOf = ({ slot }: SlotOptions) => clusterSettings(slot, projectDir);

const program = new Command("npm run local --")
  .description("Inspects and stops the laptop cluster that `npm start` started.")
  .addHelpText("after", exitCodesHelp)
  .showHelpAfterError("(--help lists what it takes)")
  .exitOverride();

/** A subcommand for one slot; it inherits how errors end the program. */
function command(nameAndArguments: string, description: string): Command {
  return program.command(nameAndArguments).description(description).addOption(slotOption());
}

command("down", "stop the cluster and keep its data")
  .option("--purge", "delete the cluster's data as well", false)
  .action((options: SlotOptions & { readonly purge: boolean }) =>
    runDown(settingsOf(options), options.purge),
  );

command("status", "show processes, nodes and pods")
  .option("--json", "print the result as JSON", false)
  .action(async (options: SlotOptions & { readonly json: boolean }) => {
    // Its Kubernetes client takes a second to load, which would slow down every other command.
    const { runStatus } = await import("./commands/status.js");
    await runStatus(settingsOf(options), options.json);
  });

command("logs <name>", "show the log of a process, or of all pods with that name prefix")
  .option("-f, --follow", "follow the log", false)
  .action((name: string, options: SlotOptions & { readonly follow: boolean }) =>
    runLogs(settingsOf(options), name, options.follow),
  );

command("env", "print the environment for plain `pulumi` and `kubectl`")
  .option("--json", "print the result as JSON", false)
  .action((options: SlotOptions & { readonly json: boolean }) => {
    runEnv(settingsOf(options), options.json);
  });

void runToExit(() => program.parseAsync());
