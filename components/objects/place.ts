/** Where the objects of a stack are. */
import { key } from "../keys/key";
import { dnsLabel } from "../keys/values";

/** Namespace of a gateway and of its models. */
export const namespaceKey = key(dnsLabel(63).default("switchyard"), {
  description: "Namespace of the gateway and of all models.",
  change: "replaces everything",
  fix: "use a name such as llm-d, or leave it out",
});

const gatewayName = dnsLabel(63).default("inference-gateway");
const nameFix = "use a short name such as phi-3-mini, or leave it out";

/** Name of a gateway. */
export const gatewayKey = key(gatewayName, {
  description: "Name of the Gateway object.",
  change: "gives the gateway a new address",
  fix: nameFix,
});

/** Name of the gateway of a model. */
export const gatewayNameKey = key(gatewayName, {
  description: "Name of the Gateway, in the same namespace, that the model's route attaches to.",
  change: "changes only the route",
  fix: nameFix,
});
