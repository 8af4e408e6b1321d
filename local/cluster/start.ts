import path from "node:path";
import { Command, Option } from "commander";
import { exitCodesHelp, runToExit, slotOption } from "./commands/command-line";
import { runStart, type StartOptions } from "./commands/start-command";
import { kubernetesChoices, kubernetesReleases } from "@switchyard/toolchain/kubernetes-choice";
import { defaultStack } from "./settings";

const projectDir = path.resolve(__dirname, "../..");

const stackOption = new Option(
  "--stack <name>",
  "which stack to deploy; Google Cloud is simulated for tpu and gpu",
)
  .choices(["local", "tpu", "gpu"])
  .default(defaultStack);

const kubernetesOption = new Option(
  "--kubernetes <which>",
  `which Kubernetes to run: current is ${kubernetesReleases.current}, and minimum ${kubernetesReleases.minimum}, the ` +
    "oldest that a cluster may run (default: that of the slot, current in a new one)",
).choices(kubernetesChoices);

const program = new Command("npm start --")
  .description("Brings the laptop cluster up, deploys the stack and proves that every model answers.")
  .addOption(slotOption("that of the stack, else the first free one"))
  .addOption(stackOption)
  .addOption(kubernetesOption)
  .option("--json", "print the result as JSON on standard output, and progress on standard error", false)
  .addHelpText("after", exitCodesHelp)
  .showHelpAfterError("(--help lists what it takes)")
  .exitOverride()
  .action((options: StartOptions) => runStart(projectDir, options));

void runToExit(() => program.parseAsync());
