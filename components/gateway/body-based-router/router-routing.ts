import type { BodyRouting } from "../provider";
import { requestedNameHeader, routingHeader } from "./body-based-router";
import { readRouterMap } from "./router-map";

/** How BBR makes the routing header of the name in a body; what it sets for an unknown name depends on the gateway. */
export const routerRouting: Omit<BodyRouting, "unknownValues"> = {
  header: routingHeader,
  requestedNameHeader,
  // Adapters and aliases are mapped to their base model.
  valuesOf: ({ model }) => [model],
  readNames: readRouterMap,
};
