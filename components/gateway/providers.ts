import type { Manifest } from "../plan/manifest";
import { agentgateway } from "./agentgateway/provider";
import { gke } from "./gke/provider";
import { istio } from "./istio/provider";
import type { GatewayProvider } from "./provider";
import { providerNames } from "./provider-names";
import type { ProviderName } from "./provider-names";

const byName: Readonly<Record<ProviderName, GatewayProvider>> = { gke, istio, agentgateway };

/** Every provider, the default one first. */
export const providers: readonly GatewayProvider[] = providerNames.map(providerNamed);

/** The provider of a stack that does not choose one. */
export const defaultProvider = byName[providerNames[0]];

export function providerNamed(name: ProviderName): GatewayProvider {
  return byName[name];
}

/** The provider whose class a Gateway in the manifests has; the default if none has a known class. */
export function providerOf(manifests: readonly Manifest[]): GatewayProvider {
  const classes = new Set(
    manifests.filter(({ kind }) => kind === "Gateway").map(({ ["spec"]: spec }) => classNameOf(spec)),
  );
  return (
    providers.find((one) => Object.values(one.classes).some((name) => classes.has(name))) ?? defaultProvider
  );
}

function classNameOf(spec: unknown): unknown {
  return typeof spec === "object" && spec !== null && "gatewayClassName" in spec
    ? spec.gatewayClassName
    : undefined;
}
