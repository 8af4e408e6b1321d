import { existsSync } from "node:fs";
import { Laptop } from "../support/laptop";
import { succeeded } from "../support/succeeded";

/** The one cluster of a file of tests, whose parts use it one after the other. */
export const laptop = Laptop.create().withShortPreStop();

/** Starts the cluster with its two models, unless a part before has. */
export async function ensureStarted(): Promise<void> {
  if (!existsSync(laptop.settings.kubeconfig)) succeeded(await laptop.start());
}

afterAll(async () => {
  await laptop.remove();
});
