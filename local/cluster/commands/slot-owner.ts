import { existsSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { writePrivate } from "../control-plane/credentials";
import {
  defaultKubernetes,
  kubernetesChoices,
  kubernetesReleases,
} from "@switchyard/toolchain/kubernetes-choice";
import type { KubernetesChoice } from "@switchyard/toolchain/kubernetes-choice";
import { readIfValid } from "@switchyard/process/read-if-valid";
import { gatewayChoices } from "../gateway-choice";
import type { GatewayChoice } from "../gateway-choice";
import { clusterSettings, defaultStack } from "../settings";
import type { ClusterSettings } from "../settings";
import { UserError } from "@switchyard/process/user-error";
import { projectCommand, startCommand } from "./next-steps";

const slotOwnerSchema = z.strictObject({
  stack: z.string().min(1),
  /** Project of the simulated Google Cloud that the stack is deployed to, if any. */
  simulatedProject: z.string().min(1).optional(),
  /** Kubernetes that the cluster runs; absent in records from before there was a choice, which ran the minimum. */
  kubernetes: z.enum(kubernetesChoices).optional(),
  /** Kind of the Gateway that the cluster serves; absent in records from before there was a choice, which all had GKE's. */
  gateway: z.enum(gatewayChoices).optional(),
  /** Whether a start chose it with `--gateway`, and so not the stack. */
  gatewayChosen: z.boolean().optional(),
});

const slotNumbers = Array.from({ length: 10 }, (_, slot) => slot);

/** The stack that a slot belongs to: its cluster, engine state and simulated cloud belong together. */
export type SlotOwner = Readonly<z.infer<typeof slotOwnerSchema>>;

/** The owner of a slot, or undefined while the slot holds nothing that could be lost. */
export function readSlotOwner(settings: ClusterSettings): SlotOwner | undefined {
  if (!existsSync(settings.kubeconfig)) return undefined;
  // Before there were records, there was only one stack.
  return readIfValid(ownerFile(settings), slotOwnerSchema) ?? { stack: defaultStack };
}

/** The slot of a start. */
export interface StartSlot {
  readonly slot: number;
  /** A notice about a slot that the user did not name: other commands use slot 0 by default. */
  readonly notice?: string;
}

/**
 * The slot of a start: the named one, else the stack's, else the first free one.
 * @throws UserError when other stacks use all slots.
 */
export function slotOfStart(
  { stack, slot: named }: { readonly stack: string; readonly slot?: number },
  projectDir: string,
): StartSlot {
  if (named !== undefined) return { slot: named };
  const owners = slotNumbers.map((slot) => readSlotOwner(clusterSettings(slot, projectDir))?.stack);
  const own = owners.indexOf(stack);
  const slot = own >= 0 ? own : owners.indexOf(undefined);
  const [first = stack] = owners;
  if (slot < 0) throw foreignSlot(0, first, stack, undefined);
  if (slot === 0) return { slot };
  const why = own >= 0 ? `stack ${stack} is in slot ${slot}` : `slot 0 belongs to stack ${first}`;
  const what = own >= 0 ? "" : `stack ${stack} uses slot ${slot}, and `;
  return { slot, notice: `${why}: ${what}other commands need \`--slot ${slot}\` to work on it` };
}

/** @throws UserError when the slot belongs to another stack. */
export function requireSlot(settings: ClusterSettings, stack: string, projectDir: string): void {
  const owner = readSlotOwner(settings)?.stack ?? stack;
  if (owner !== stack) throw foreignSlot(settings.slot, owner, stack, firstFreeSlot(projectDir));
}

/**
 * Assigns a slot to a stack.
 * @throws UserError when it belongs to another stack.
 */
export function claimSlot(settings: ClusterSettings, owner: SlotOwner, projectDir: string): void {
  requireSlot(settings, owner.stack, projectDir);
  writePrivate(ownerFile(settings), JSON.stringify(owner, null, 2));
}

/**
 * The Kubernetes of a slot: the requested one, else the slot's.
 * @throws UserError when a newer Kubernetes stored the slot's data.
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

/**
 * The kind of gateway that a start deploys instead of the stack's: the requested one, else that of an earlier start.
 */
export function chosenGateway(
  settings: ClusterSettings,
  wanted: GatewayChoice | undefined,
): GatewayChoice | undefined {
  const { gateway, gatewayChosen = false } = readSlotOwner(settings) ?? {};
  return wanted ?? (gatewayChosen ? gateway : undefined);
}

/**
 * Checks that a slot serves this kind of gateway, or nothing yet: the objects of one kind can only be removed with its help.
 * @throws UserError when it serves another.
 */
export function requireSlotGateway(
  settings: ClusterSettings,
  stack: string,
  wanted: GatewayChoice,
  projectDir: string,
): void {
  const owner = readSlotOwner(settings);
  const { gateway: present = gatewayChoices[0] } = owner ?? { gateway: wanted };
  if (present === wanted) return;
  const { slot } = settings;
  const free = firstFreeSlot(projectDir);
  throw new UserError(
    [
      `slot ${slot} serves a gateway of ${present}, and cannot change to one of ${wanted}; do one of these:`,
      ...(free === undefined
        ? []
        : [`use a free slot: \`${startCommand(free, stack, defaultKubernetes, wanted)}\``]),
      `keep ${present}: \`${startCommand(slot, stack, defaultKubernetes, present)}\``,
      `delete what it has stored: \`${projectCommand(slot, "down --purge")}\``,
    ].join("\n  "),
  );
}

function newerSlot(slot: number, stack: string, free: number | undefined): UserError {
  const { current, minimum } = kubernetesReleases;
  return new UserError(
    [
      `slot ${slot} runs Kubernetes ${current}, and the older ${minimum} may not be able to read what it has stored; do one of these:`,
      ...(free === undefined ? [] : [`use a free slot: \`${startCommand(free, stack, "minimum")}\``]),
      `keep ${current}: \`${startCommand(slot, stack)}\``,
      `delete what it has stored: \`${projectCommand(slot, "down --purge")}\``,
    ].join("\n  "),
  );
}

function foreignSlot(slot: number, owner: string, stack: string, free: number | undefined): UserError {
  return new UserError(
    [
      `slot ${slot} belongs to stack ${owner}, and its deployment would be lost; do one of these:`,
      ...(free === undefined ? [] : [`use a free slot: \`${startCommand(free, stack)}\``]),
      `continue with stack ${owner}: \`${startCommand(slot, owner)}\``,
      `delete stack ${owner}: \`${projectCommand(slot, "down --purge")}\``,
    ].join("\n  "),
  );
}

function firstFreeSlot(projectDir: string): number | undefined {
  return slotNumbers.find((slot) => readSlotOwner(clusterSettings(slot, projectDir)) === undefined);
}

function ownerFile({ stateDir }: ClusterSettings): string {
  return path.join(stateDir, "stack.json");
}
