import type { UnusableKey } from "../components/gateway/provider";
import type { ProviderName } from "../components/gateway/provider-names";
import { providerNamed } from "../components/gateway/providers";
import { quote } from "../components/problems/problems";
import type { Problem } from "../components/problems/problems";
import type { StackConfig } from "./config/stack-config";
import type { StackSpec } from "./stack-spec";

/** Keys that a stack sets although its kind of gateway ignores them, and whether that gateway can be in the stack's cluster. */
export function checkProvider(
  config: StackConfig,
  { provider, target }: Pick<StackSpec, "provider" | "target">,
): readonly Problem[] {
  const { title, needsExistingCluster, unusedKeys } = provider;
  const set = unusedKeys.filter((name) => valueOf(config, name) !== undefined);
  return [
    ...set.map((name) => ({
      code: "UnsupportedByGateway" as const,
      path: name,
      rule: `must not be set for ${title} gateways, which have no use for it`,
      got: JSON.stringify(valueOf(config, name)),
      fix: "leave it out, or use another gateway.provider",
    })),
    ...(needsExistingCluster === undefined || target.kind !== "new"
      ? []
      : [
          {
            code: "UnsupportedByGateway" as const,
            path: "gateway.provider",
            rule: `must be one that works in a cluster that the stack makes: ${needsExistingCluster}`,
            got: quote(provider.name),
            fix: "use gke, or set cluster.kubeconfig, cluster.context or cluster.existing for an existing cluster",
          },
        ]),
  ];
}

/** The part of a configuration that another kind of gateway changes: what that one has no use for is left out. */
export function withProvider(
  { gateway, router }: Pick<StackConfig, "gateway" | "router">,
  name: ProviderName,
): Pick<StackConfig, "gateway" | "router"> {
  const { unusedKeys } = providerNamed(name);
  const { proxySubnet, ...others } = gateway ?? {};
  return {
    gateway: {
      ...others,
      ...(unusedKeys.includes("gateway.proxySubnet") ? {} : { proxySubnet }),
      provider: name,
    },
    router: unusedKeys.includes("router") ? undefined : router,
  };
}

function valueOf({ gateway, router }: StackConfig, name: UnusableKey): unknown {
  return name === "router" ? router : gateway?.proxySubnet;
}
