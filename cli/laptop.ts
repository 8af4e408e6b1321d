import { createRequire } from "node:module";
import path from "node:path";
import { UserError } from "./run-to-exit";
import type { Installation } from "./installation";

/** The folder of a clone with the programs of the laptop cluster. Nothing else of the product knows where they are. */
const laptopFolder = "local/cluster";

/** A command of the laptop cluster: a program in {@link laptopFolder} and what it is started with. */
export interface LaptopCommand {
  readonly name: string;
  readonly summary: string;
  readonly program: string;
  /** What comes before the user's own arguments. */
  readonly firstArgs: readonly string[];
}

/** All commands of the laptop cluster. */
export const laptopCommands: readonly LaptopCommand[] = [
  {
    name: "start",
    summary: "start the laptop cluster, deploy a stack and call every model",
    program: "start.ts",
    firstArgs: [],
  },
  subcommand("status", "show processes, nodes and pods of the laptop cluster"),
  subcommand("logs", "show the log of a process or pod"),
  subcommand("env", "print the environment for plain `pulumi` and `kubectl`"),
  subcommand("down", "stop the laptop cluster"),
];

function subcommand(name: string, summary: string): LaptopCommand {
  return { name, summary, program: "cli.ts", firstArgs: [name] };
}

/**
 * Runs a command of the laptop cluster as Node would run its program: it reads its arguments from the process.
 * @throws UserError in the published package, which has no laptop cluster.
 */
export function runLaptopCommand(
  { name, program, firstArgs }: LaptopCommand,
  args: readonly string[],
  { root, isClone }: Installation,
): void {
  if (!isClone)
    throw new UserError(
      `\`switchyard ${name}\` needs the laptop cluster, which the npm package does not contain: ` +
        `in a clone of Switchyard's repository, run \`npm ci\`, then \`npx switchyard ${[name, ...args].join(" ")}\``,
    );
  const file = path.join(root, laptopFolder, program);
  process.argv.splice(1, process.argv.length, file, ...firstArgs, ...args);
  createRequire(__filename)(file);
}
