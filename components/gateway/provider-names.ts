/** Names of the gateways that a stack can choose: one folder each. The first is the default. */
export const providerNames = ["gke", "istio", "agentgateway"] as const;

export type ProviderName = (typeof providerNames)[number];

export function isProviderName(text: string): text is ProviderName {
  return providerNames.some((name) => name === text);
}
