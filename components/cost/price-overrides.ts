import { z } from "zod";

/** Prices that differ from Google's list: a contract, a committed use, or a list that has changed. All in USD an hour. */
export interface PriceOverrides {
  /**
   * Price of one node by its Compute Engine machine type, such as `ct6e-standard-4t`, accelerators included. It holds
   * for every way to pay.
   * @default - Google's list price, from `components/cost/list-prices.ts`
   */
  readonly machines?: Readonly<Record<string, number>> | undefined;
  /**
   * GKE's management fee for the cluster. 0 where the free tier's credit covers it.
   * @default 0.1
   */
  readonly cluster?: number | undefined;
  /**
   * The gateway, without traffic.
   * @default - 0.075 for an internal one, 0.025 for a public one
   */
  readonly gateway?: number | undefined;
  /**
   * Cloud NAT, without traffic.
   * @default - 0.0014 for each node and at most 0.044, and 0.005 for its address
   */
  readonly nat?: number | undefined;
}

const usdPerHour = z.number().min(0);

/** The shape of {@link PriceOverrides}, for a configuration's schema. */
export const pricesShape = {
  machines: z.record(z.string().regex(/^[a-z][a-z0-9-]*$/), usdPerHour).optional(),
  cluster: usdPerHour.optional(),
  gateway: usdPerHour.optional(),
  nat: usdPerHour.optional(),
};
