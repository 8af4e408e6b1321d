import { z } from "zod";
import type { Manifest } from "../plan/manifest";
import { quote } from "../problems/problems";
import type { PatchFault } from "./patch-fault";

const fix = "set the gateway's `exposure`, which decides it";

/** A Gateway's own annotations can say who reaches it. Others may be added. */
export function checkAnnotations(before: Manifest, after: Manifest): readonly PatchFault[] {
  return Object.entries(before.metadata.annotations ?? {}).flatMap(([key, wanted]) => {
    const got = after.metadata.annotations?.[key];
    if (got === wanted) return [];
    return [{ rule: `must leave the annotation ${key} at ${quote(wanted)}`, got: quote(got), fix }];
  });
}

const parametersSchema = z.object({
  spec: z.object({ service: z.object({ spec: z.object({ type: z.string() }) }) }),
});

/** The type of the Service by which clients reach proxies, in an object that configures these. */
export function checkServiceType(before: Manifest, after: Manifest): readonly PatchFault[] {
  const [wanted, got] = [before, after].map(
    (manifest) => parametersSchema.safeParse(manifest).data?.spec.service.spec.type,
  );
  if (wanted === undefined || got === wanted) return [];
  return [{ rule: `must leave the type of the proxies' Service at ${wanted}`, got: got ?? "nothing", fix }];
}
