import { z } from "zod";
import { readJson, writeJson } from "../files";

const fault = z.strictObject({
  /** The call to hit. */
  call: z.enum(["create", "read", "update", "delete"]),
  /** Pulumi's name of the type, such as `gcp:container/nodePool:NodePool`. */
  type: z.string(),
  /**
   * Name of the resource in Google Cloud: the last part of its id.
   * @default every resource of the type
   */
  name: z.string().optional(),
  /**
   * Error message of the call, which then does nothing.
   * @default it does not fail
   */
  error: z.string().optional(),
  /**
   * Additional duration of the call, in seconds.
   * @default 0
   */
  delaySec: z.number().nonnegative().optional(),
  /** Number of calls still to be hit; each hit decrements it. */
  times: z.number().int().nonnegative(),
});

/** Calls that should fail or take long. */
export type Fault = z.infer<typeof fault>;

/** The call to find a fault for. */
export type FaultyCall = Pick<Fault, "call" | "type"> & { readonly name: string };

const faults = z.array(fault);

/** The first remaining fault for a call. Its count is decremented. */
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
