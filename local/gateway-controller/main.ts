/** `node --require ./local/cluster/loader.cjs local/gateway-controller/main.ts <settings.json>` */
import { GatewayController } from "./gateway-controller";
import { runUntilStopped } from "./run-until-stopped";
import { readGatewayControllerSettings } from "./settings";

runUntilStopped((file, log) => new GatewayController(readGatewayControllerSettings(file), log));
