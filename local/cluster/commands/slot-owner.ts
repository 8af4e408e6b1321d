import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { writePrivate } from "../control-plane/credentials";
import {
  defaultKubernetes,
  kubernetesChoices,
  kubernetesReleases,
  type KubernetesChoice,
} from "@switchyard/toolchain/kubernetes-choice";
import { readIfValid } from "@switchyard/process/read-if-valid";
import { clusterSettings, defaultStack, type ClusterSettings } from "../settings";
import { UserError } from "@switchyard/process/user-error";
import { projectCommand, startCommand } from "./next-steps";

const slotOwnerSchema = z.strictObject({
  stack: z.string().min(1),
  /** Project of the simulated Google Cloud that the stack is deployed to; left out where it is deployed to none. */
  simulatedProject: z.string().min(1).optional(),
  /** Kubernetes that the cluster runs; left out by the starts before there was a choice, which ran the minimum. */
  kubernetes: z.enum(kubernetesChoices).optional(),
});

/** The stack that a slot belongs to: its cluster, the state of the engine and the simulated cloud are one whole. */
export type SlotOwner = Readonly<z.infer<typeof slotOwnerSchema>>;

/** Whom a slot belongs to, or undefined while there is nothing in it that anybody could lose. */
export function readSlotOwner(settings: ClusterSettings): SlotOwner | undefined {
  if (!existsSync(settings.kubeconfig)) return undefined;
  // Before there were records there was one stack alone.
  return readIfValid(ownerFile(settings), slotOwnerSchema) ?? { stack: defaultStack };
}

/** @throws UserError when the slot belongs to another stack. */
export function requireSlot(settings: ClusterSettings, stack: string, projectDir: string): void {
  const owner = readSlotOwner(settings)?.stack ?? stack;
  if (owner !== stack) throw foreignSlot(settings.slot, owner, stack, firstFreeSlot(projectDir));
}

/**
 * Makes a slot that of a stack.
 * @throws UserError when it is that of another one.
 */
export function claimSlot(settings: ClusterSettings, owner: SlotOwner, projectDir: string): void {
  requireSlot(settings, owner.stack, projectDir);
  writePrivate(ownerFile(settings), JSON.stringify(owner, null, 2));
}

/**
 * The Kubernetes of a slot: the wanted one, else the one that it has.
 * @throws UserError when what the slot holds was stored by a newer one than is wanted.
 */
export function slotKubernetes(
  settings: ClusterSettings,
  { stack, kubernetes: wanted }: { readonly stack: string; readonly kubernetes?: KubernetesChoice },
  projectDir: string,
): KubernetesChoice {
  const present = readSlotOwner(settings)?.kubernetes;
  if (present === "current" && wanted === "minimum")
    throw newerSlot(settings.slot, stack, firstFreeSlot(projectDir));
  return wanted ?? present ?? defaultKubernetes;
}

function newerSlot(slot: number, stack: string, free: number | undefined): UserError {
  const { current, minimum } = kubernetesReleases;
  return new UserError(
    [
      `slot ${slot} runs Kubernetes ${current}, and the older ${minimum} may not read what that has stored; one of these helps:`,
      ...(free === undefined ? [] : [`take a free slot: \`${startCommand(free, stack, "minimum")}\``]),
      `go on with ${current}: \`${startCommand(slot, stack)}\``,
      `forget what it has stored: \`${projectCommand(slot, "down --purge")}\``,
    ].join("\n  "),
  );
}

function foreignSlot(slot: number, owner: string, stack: string, free: number | undefined): UserError {
  return new UserError(
    [
      `slot ${slot} belongs to stack ${owner}, and what is deployed there would be lost to it; one of these helps:`,
      ...(free === undefined ? [] : [`take a free slot: \`${startCommand(free, stack)}\``]),
      `go on with stack ${owner}: \`${startCommand(slot, owner)}\``,
      `forget stack ${owner}: \`${projectCommand(slot, "down --purge")}\``,
    ].join("\n  "),
  );
}

function firstFreeSlot(projectDir: string): number | undefined {
  const slots = Array.from({ length: 10 }, (_, slot) => slot);
  return slots.find((slot) => readSlotOwner(clusterSettings(slot, projectDir)) === undefined);
}

function ownerFile({ stateDir }: ClusterSettings): string {
  return path.join(stateDir, "stack.json");
}
