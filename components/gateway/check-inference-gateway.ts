import type { Problem } from "../problems/problems";
import type { InferenceGatewaySpec } from "./gateway-props";

/** The port on which every client speaks TLS unless configured otherwise. Source: IANA's registry of ports. */
const httpsPort = 443;

/**
 * What is wrong with a gateway, beyond the types of its props.
 * @param path where the user described it.
 */
export function checkInferenceGateway(
  { port, protocol }: Pick<InferenceGatewaySpec, "port" | "protocol">,
  path: string,
): readonly Problem[] {
  if (port !== httpsPort || protocol !== undefined) return [];
  return [
    {
      code: "PlainHttp",
      path: `${path}.port`,
      rule: "must not be the port of HTTPS while the gateway has no certificate and speaks plain HTTP",
      got: String(port),
      fix: `use port 80, or set ${path}.protocol to http if clients speak plain HTTP on ${port}`,
    },
  ];
}
