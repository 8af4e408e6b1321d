import { errorMessage } from "@switchyard/process/user-error";
import { GatewayController } from "./gateway-controller";
import { readGatewayControllerSettings } from "./settings";

/** `node --require local/cluster/loader.cjs local/gateway-controller/main.ts <settings.json>`: runs until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const [, , settingsFile] = process.argv;
  if (settingsFile === undefined) throw new Error("usage: main.ts <settings.json>");
  const log = (message: string) => {
    console.error(`${new Date().toISOString()} ${message}`);
  };
  const controller = new GatewayController(readGatewayControllerSettings(settingsFile), log);
  const stop = () => {
    controller.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  await controller.run();
}

main().catch((error: unknown) => {
  console.error(errorMessage(error));
  process.exit(1);
});
