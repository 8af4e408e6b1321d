/**
 * How nodes are paid for. On-demand nodes stay; spot nodes are cheaper and can be reclaimed at any time; flex-start
 * nodes come when there is capacity and run for at most seven days; nodes of a reservation are paid for whether or not they
 * run, and their capacity is kept.
 */
export const consumptions = ["on-demand", "spot", "flex-start", "reservation"] as const;

export type Consumption = (typeof consumptions)[number];
