import type { LoadedStack } from "../../infra/load-stack";
import { gatewayUrl } from "../settings";

/** A command of this project, for the slot that the user works on. */
export function projectCommand(slot: number, command: string): string {
  const [script, args] = command === "start" ? ["start", ""] : ["run local", command];
  const words = [args, ...(slot === 0 ? [] : [`--slot ${slot}`])].filter((word) => word !== "");
  return words.length === 0 ? `npm ${script}` : `npm ${script} -- ${words.join(" ")}`;
}

/** What brings the environment of a cluster into a shell. */
export function evalCommand(slot: number): string {
  return `eval "$(${projectCommand(slot, "env").replace("npm run ", "npm run --silent ")})"`;
}

/** What the user can do with a cluster that serves. */
export function nextSteps({ spec, routing }: LoadedStack, slot: number): string {
  // A parked one would answer 503.
  const model = routing.names.find(({ replicas }) => replicas > 0)?.name ?? "the model's name";
  const url = gatewayUrl(slot, spec.gateway.port);
  const body = JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }] });
  return [
    `Serving at ${url}`,
    "",
    "Try it",
    `  curl ${url}/v1/chat/completions -H 'content-type: application/json' -d '${body}'`,
    "",
    "Add a model",
    `  put \`- model: Org/Name\` under switchyard:models in Pulumi.${spec.stack}.yaml, then \`${projectCommand(slot, "start")}\` again`,
    `  or plain \`pulumi up --stack ${spec.stack}\` after \`${evalCommand(slot)}\``,
    "",
    `Look    ${projectCommand(slot, "status")}    ${projectCommand(slot, "logs NAME")}`,
    `Stop    ${projectCommand(slot, "down")}`,
    "",
  ].join("\n");
}
