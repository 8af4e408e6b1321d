import { z } from "zod";
import { describeManifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import { brokenReference } from "../proof/broken-reference";
import type { ManifestSet } from "../proof/views";

/** A duration that ends. For the Gateway API `0s` means no limit. */
const limited = z.object({ request: z.string().regex(/[1-9]/) });

/**
 * Whether each request ends, behind a gateway whose only limit is the timeout of the route: for a picker that hangs as for a model
 * that does not answer.
 */
export function checkRouteTimeouts({ routes }: ManifestSet): readonly Problem[] {
  return routes.flatMap((route) =>
    route.spec.rules
      .filter(({ timeouts }) => !limited.safeParse(timeouts).success)
      .map(({ timeouts }) =>
        brokenReference(
          describeManifest(route),
          "must limit the time of a request in each of its rules",
          timeouts === undefined ? "no timeouts" : quote(timeouts),
          "set timeouts.request, such as 300s",
        ),
      ),
  );
}
