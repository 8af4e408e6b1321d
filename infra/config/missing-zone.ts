import type { Problem } from "../../components/problems/problems";

/** A stack on Google Cloud without a zone. */
export const missingZone: Problem = {
  code: "MissingKey",
  path: "zone",
  rule: "must be set, unless a kubeconfig selects the cluster",
  got: "nothing",
  fix: "use the zone of your node pools, such as europe-west4-a",
};
