import { z } from "zod";
import { key } from "../keys/key";
import type { Props } from "../keys/props";
import { listPrices } from "./list-prices";

const usdPerHour = z.number().min(0);

const change = "changes only the cost in outputs and previews";

/** Prices that differ from Google's list: a contract, a committed use, or a list that has changed. All in USD an hour. */
export const pricesSchema = z
  .strictObject({
    machines: key(z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), usdPerHour).optional(), {
      description:
        "Price of one node by its Compute Engine machine type, such as `ct6e-standard-4t`, accelerators included. It applies however the node is paid for.",
      unit: "USD an hour",
      values: "USD an hour by machine type",
      otherwise: "Google's list price, from `components/cost/list-prices.ts`",
      change,
      fix: "give USD an hour by machine type, such as `ct6e-standard-4t: 8.1`",
    }),
    cluster: key(usdPerHour.default(listPrices.cluster), {
      description: "GKE's management fee for the cluster. Use 0 if the free tier's credit covers it.",
      unit: "USD an hour",
      change,
      fix: "give USD an hour",
    }),
    gateway: key(usdPerHour.optional(), {
      description: "Price of the gateway, without traffic.",
      unit: "USD an hour",
      otherwise: "0.075 for an internal one, 0.025 for a public one",
      change,
      fix: "give USD an hour",
    }),
    nat: key(usdPerHour.optional(), {
      description: "Price of Cloud NAT, without traffic.",
      unit: "USD an hour",
      otherwise: "0.0014 per node, at most 0.044, plus 0.005 for its address",
      change,
      fix: "give USD an hour",
    }),
  })
  .meta({ id: "PriceOverrides" });

/** Prices that differ from Google's list, in USD an hour. */
export interface PriceOverrides extends Props<typeof pricesSchema> {}
