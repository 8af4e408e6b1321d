/** The keys of KEDA, which scales models by their requests. */
import { z } from "zod";
import { key } from "../../keys/key";
import { filled } from "../../keys/props";
import type { Filled, Props } from "../../keys/props";
import { dnsLabel } from "../../keys/values";

/** The environment variable that is `external` if KEDA was installed outside this stack. */
export const kedaVariable = "SWITCHYARD_KEDA";

/** KEDA as a user describes it. */
export const kedaSchema = z
  .strictObject({
    install: key(z.boolean().default(true), {
      description:
        "Whether the stack installs KEDA; false if the cluster already has one, 2.20 or later. A cluster that does not match is [refused](errors.md#in-the-cluster).",
      change:
        "installs KEDA; before changing it to false, turn `scaleToZero` off, unless the cluster has another KEDA",
      fix: "use false if the cluster already has KEDA",
    }),
    namespace: key(dnsLabel(63).default("keda"), {
      description:
        "Namespace that KEDA runs in, different from the models'. Its pods may read the metrics of endpoint pickers.",
      change: "moves the KEDA that the stack installs",
      fix: "use KEDA's namespace, such as keda",
    }),
  })
  .meta({ id: "KedaProps" });

export interface KedaProps extends Props<typeof kedaSchema> {}

/** KEDA with all defaults applied. */
export interface KedaSpec extends Filled<typeof kedaSchema> {}

/**
 * Checks the props and applies the defaults.
 * @throws InvalidArgs with all problems at once.
 */
export function resolveKeda(props: KedaProps): KedaSpec {
  return filled(kedaSchema, props, "KEDA");
}
