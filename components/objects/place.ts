/** Where the objects of a stack are, unless a user says otherwise. */

/** Namespace of a gateway and of its models. */
export const namespace = "switchyard";

/** Name of the Gateway, in that namespace. */
export const gatewayName = "inference-gateway";
