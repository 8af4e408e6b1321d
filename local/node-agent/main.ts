/** The laptop cluster's node agent: `node --require local/cluster/loader.cjs local/node-agent/main.ts <settings.json>`. */
import { errorMessage } from "@switchyard/process/user-error";
import { NodeAgent } from "./node-agent";
import { readSettings } from "./settings";

const longestEndMs = 9500;

async function main(): Promise<void> {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error("give the path of a settings file");
  const agent = new NodeAgent(readSettings(file));
  let ending: Promise<never> | undefined;
  const end = () => {
    // An unresponsive API server must not keep the agent from exiting.
    setTimeout(() => process.exit(0), longestEndMs).unref();
    ending ??= agent.stop().then(() => process.exit(0));
  };
  process.on("SIGTERM", end);
  process.on("SIGINT", end);
  await agent.start();
  console.log("node agent is running");
}

main().catch((error: unknown) => {
  console.error(`node-agent: ${errorMessage(error)}`);
  process.exit(1);
});
