import { z } from "zod";
import { readJson, writeJson } from "../files";

const fault = z.strictObject({
  /** Which call. */
  call: z.enum(["create", "read", "update", "delete"]),
  /** Pulumi's name of the type, such as `gcp:container/nodePool:NodePool`. */
  type: z.string(),
  /**
   * Name of the resource in Google Cloud: the last part of its id.
   * @default every resource of the type
   */
  name: z.string().optional(),
  /**
   * What the call fails with, before it has done anything.
   * @default it does not fail
   */
  error: z.string().optional(),
  /**
   * How much longer the call takes, in seconds.
   * @default 0
   */
  delaySec: z.number().nonnegative().optional(),
  /** How many calls are still to be hit. Each call that is hit takes one off. */
  times: z.number().int().nonnegative(),
});

/** Calls that are to fail or to take long. */
export type Fault = z.infer<typeof fault>;

/** Which call a fault is looked for. */
export type FaultyCall = Pick<Fault, "call" | "type"> & { readonly name: string };

const faults = z.array(fault);

/** The first fault that is left for a call. It is used up by one. */
export function takeFault(file: string, { call, type, name }: FaultyCall): Fault | undefined {
  const all = readJson(file, faults, []);
  const hit = all.find(
    (one) =>
      one.times > 0 &&
      one.call === call &&
      one.type === type &&
      (one.name === undefined || one.name === name),
  );
  if (hit === undefined) return undefined;
  writeJson(
    file,
    all.map((one) => (one === hit ? { ...one, times: one.times - 1 } : one)),
  );
  return hit;
}
