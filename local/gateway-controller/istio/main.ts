import { errorMessage } from "@switchyard/process/user-error";
import { IstioGateway } from "./istio-gateway";
import { readIstioGatewaySettings } from "./settings";

/** `node --require local/cluster/loader.cjs local/gateway-controller/istio/main.ts <settings.json>`: runs until SIGTERM or SIGINT. */
async function main(): Promise<void> {
  const [, , settingsFile] = process.argv;
  if (settingsFile === undefined) throw new Error("usage: main.ts <settings.json>");
  const log = (message: string) => {
    console.error(`${new Date().toISOString()} ${message}`);
  };
  const gateway = new IstioGateway(readIstioGatewaySettings(settingsFile), log);
  const stop = () => {
    gateway.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  await gateway.run();
}

main().catch((error: unknown) => {
  console.error(errorMessage(error));
  process.exit(1);
});
