import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import type { InferenceGatewaySpec } from "./gateway-props";

/** The port on which every client speaks TLS unless configured otherwise. Source: IANA's registry of ports. */
const httpsPort = 443;

/**
 * Namespaces that every cluster has, or that Kubernetes reserves for itself. Source: Kubernetes documentation, "Namespaces".
 */
const systemNamespace = /^(?:default|kube-.*)$/;

/**
 * What is wrong with a gateway, beyond the types of its props.
 * @param path where the user described it.
 */
export function checkInferenceGateway(
  gateway: Pick<InferenceGatewaySpec, "namespace" | "port" | "protocol">,
  path: string,
): readonly Problem[] {
  return [...checkNamespace(gateway), ...checkPort(gateway, path)];
}

function checkNamespace({ namespace }: Pick<InferenceGatewaySpec, "namespace">): readonly Problem[] {
  if (!systemNamespace.test(namespace)) return [];
  return [
    {
      code: "InvalidValue",
      path: "namespace",
      rule: "must be a namespace of the stack alone: its network policies cut off all other pods, and it is deleted with the stack",
      got: quote(namespace),
      fix: "use a name such as llm-d, or leave it out",
    },
  ];
}

function checkPort(
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
