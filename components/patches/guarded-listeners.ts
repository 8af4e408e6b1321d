import { z } from "zod";
import type { Manifest } from "../plan/manifest";
import { quote } from "../problems/problems";
import type { PatchFault } from "./patch-fault";

const gatewaySchema = z.object({
  spec: z.object({
    gatewayClassName: z.string(),
    listeners: z.array(
      z.object({
        name: z.string(),
        protocol: z.string(),
        port: z.number(),
        hostname: z.string().optional(),
        allowedRoutes: z
          .object({ namespaces: z.object({ from: z.string().optional() }).optional() })
          .optional(),
      }),
    ),
  }),
});

type GatewaySpec = z.infer<typeof gatewaySchema>["spec"];

/** Whether a Gateway keeps its class and its listeners, and takes no route of another namespace. */
export function checkListeners(before: Manifest, after: Manifest): readonly PatchFault[] {
  const [wanted, got] = [before, after].map((manifest) => gatewaySchema.safeParse(manifest));
  if (wanted?.data === undefined || got === undefined) return [];
  if (got.data === undefined)
    return [
      {
        rule: "must leave a Gateway with a class and listeners",
        got: `a wrong ${got.error.issues[0]?.path.join(".") ?? "object"}`,
        fix: "add listeners with name, protocol and port after the first",
      },
    ];
  return [
    ...checkClass(wanted.data.spec, got.data.spec),
    ...checkKept(wanted.data.spec, got.data.spec),
    ...checkRoutes(got.data.spec),
  ];
}

function checkClass(wanted: GatewaySpec, { gatewayClassName }: GatewaySpec): readonly PatchFault[] {
  if (gatewayClassName === wanted.gatewayClassName) return [];
  return [
    {
      rule: `must leave the Gateway's class at ${wanted.gatewayClassName}`,
      got: gatewayClassName,
      fix: "set the gateway's `exposure`, which decides it",
    },
  ];
}

function checkKept(wanted: GatewaySpec, got: GatewaySpec): readonly PatchFault[] {
  return wanted.listeners.flatMap((kept) => {
    const now = got.listeners.find(({ name }) => name === kept.name);
    if (now !== undefined && describe(now) === describe(kept)) return [];
    return [
      {
        rule: `must leave listener ${kept.name} at ${describe(kept)}`,
        got: now === undefined ? "no such listener" : describe(now),
        fix: "set the gateway's `port`, or add another listener",
      },
    ];
  });
}

function describe({ protocol, port, hostname }: GatewaySpec["listeners"][number]): string {
  return `${protocol} ${port}${hostname === undefined ? "" : ` for ${hostname}`}`;
}

/** Routes of another namespace could take a model's requests. Without `from` it is `Same` (Gateway API v1.5.1, apis/v1/gateway_types.go). */
function checkRoutes({ listeners }: GatewaySpec): readonly PatchFault[] {
  return listeners.flatMap(({ name, allowedRoutes }) => {
    const from = allowedRoutes?.namespaces?.from ?? "Same";
    if (from === "Same" || from === "None") return [];
    return [
      {
        rule: `must take only routes of the gateway's namespace at listener ${name}`,
        got: quote(from),
        fix: "leave allowedRoutes.namespaces.from at Same",
      },
    ];
  });
}
