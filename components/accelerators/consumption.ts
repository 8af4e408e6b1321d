/**
 * How nodes are paid for. On-demand nodes stay; spot nodes are cheaper and can be taken away at any time; flex-start
 * nodes come when there is room for them and run for at most seven days; nodes of a reservation are paid for whether they run
 * or not, and their place is kept.
 */
export const consumptions = ["on-demand", "spot", "flex-start", "reservation"] as const;

export type Consumption = (typeof consumptions)[number];
