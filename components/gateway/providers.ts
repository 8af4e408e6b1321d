import type { Manifest } from "../plan/manifest";
import { gke } from "./gke/provider";
import type { GatewayProvider } from "./provider";

/** Every provider. The first is the default. */
export const providers: readonly [GatewayProvider, ...GatewayProvider[]] = [gke];

/** The provider of a stack that does not choose one. */
export const defaultProvider = providers[0];

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
