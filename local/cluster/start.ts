import path from "node:path";
import { Command, Option } from "commander";
import { exitCodesHelp, runToExit, slotOption } from "./commands/command-line";
import { runStart } from "./commands/start-command";
import type { StartOptions } from "./commands/start-command";
import { kubernetesChoices, kubernetesReleases } from "@switchyard/toolchain/kubernetes-choice";
import { gatewayChoices } from "./gateway-choice";
import { defaultStack } from "./settings";

const projectDir = path.resolve(__dirname, "../..");

const stackOption = new Option("--stack <name>", "stack to deploy; Google Cloud is simulated for tpu and gpu")
  .choices(["local", "tpu", "gpu"])
  .default(defaultStack);

const kubernetesOption = new Option(
  "--kubernetes <which>",
  `Kubernetes version: current is ${kubernetesReleases.current}, minimum is ${kubernetesReleases.minimum}, the ` +
    "oldest supported (default: the slot's version; current in a new slot)",
).choices(kubernetesChoices);

const gatewayOption = new Option(
  "--gateway <kind>",
  "kind of gateway, instead of the stack's gateway.provider; istio runs a real istiod (default: as the slot's last start)",
)
  .env("SWITCHYARD_GATEWAY")
  .choices(gatewayChoices);

const program = new Command("npm start --")
  .description("Starts the laptop cluster, deploys the stack and proves that every model answers.")
  .addOption(slotOption("the stack's slot, or the first free one"))
  .addOption(stackOption)
  .addOption(kubernetesOption)
  .addOption(gatewayOption)
  .option("--json", "print the result as JSON to standard output and progress to standard error", false)
  .addHelpText("after", exitCodesHelp)
  .showHelpAfterError("(--help lists what it takes)")
  .exitOverride()
  .action((options: StartOptions) => runStart(projectDir, options));

void runToExit(() => program.parseAsync());
