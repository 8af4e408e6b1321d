import { existsSync, rmSync } from "node:fs";
import { stopCluster } from "../cluster";
import { withClusterLock } from "@switchyard/process/cluster-lock";
import { stopUpdate } from "../pulumi/update";
import { defaultStack } from "../settings";
import type { ClusterSettings } from "../settings";
import { startCommand } from "./next-steps";
import { readSlotOwner } from "./slot-owner";

/** Stops the cluster; with `purge`, also deletes everything that it stored, except the tools. */
export async function runDown(settings: ClusterSettings, purge: boolean): Promise<void> {
  if (!existsSync(settings.stateDir)) {
    console.log(
      `no cluster in slot ${settings.slot}; \`${startCommand(settings.slot, defaultStack)}\` starts one`,
    );
    return;
  }
  const { stack = defaultStack } = readSlotOwner(settings) ?? {};
  await withClusterLock(settings.stateDir, "npm run local -- down", async () => {
    if (await stopUpdate(settings)) console.log("pulumi stopped");
    await stopCluster(settings, (line) => {
      console.log(line);
    });
    if (purge) rmSync(settings.stateDir, { recursive: true, force: true });
  });
  const command = startCommand(settings.slot, stack);
  console.log(
    purge
      ? `stopped and removed ${settings.stateDir}; \`${command}\` starts from scratch`
      : `stopped; \`${command}\` starts it again with everything in it`,
  );
}
