/** `node --require ./local/cluster/loader.cjs local/gateway-controller/istio/main.ts <settings.json>` */
import { runUntilStopped } from "../run-until-stopped";
import { IstioGateway } from "./istio-gateway";
import { readIstioGatewaySettings } from "./settings";

runUntilStopped((file, log) => new IstioGateway(readIstioGatewaySettings(file), log));
