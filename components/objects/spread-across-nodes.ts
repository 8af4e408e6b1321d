/**
 * A constraint that spreads the pods of a Deployment across nodes.
 * @param whenUnsatisfiable with `DoNotSchedule`, pods share a node only if there is no other; with `ScheduleAnyway`, also if the
 * others are full.
 */
export function spreadAcrossNodes(
  podLabels: Readonly<Record<string, string>>,
  whenUnsatisfiable: "DoNotSchedule" | "ScheduleAnyway",
) {
  return {
    maxSkew: 1,
    topologyKey: "kubernetes.io/hostname",
    whenUnsatisfiable,
    labelSelector: { matchLabels: podLabels },
    // Only pods of the same revision count, or a rolling update on two nodes could not start.
    matchLabelKeys: ["pod-template-hash"],
  };
}
