import type { LoadedStack } from "switchyard/stack";
import { defaultKubernetes } from "@switchyard/toolchain/kubernetes-choice";
import { defaultStack, gatewayUrl } from "../settings";
import { taskRequest } from "../traffic/task-request";

/** A command for the cluster in a slot. */
export function projectCommand(slot: number, command: string): string {
  return ["npm run local --", command, ...slotWords(slot)].join(" ");
}

/**
 * The command that starts a stack in a slot; a slot in use remembers its Kubernetes and its gateway.
 * @param gateway kind of gateway instead of the stack's.
 */
export function startCommand(
  slot: number,
  stack: string,
  kubernetes = defaultKubernetes,
  gateway?: string,
): string {
  const words = [
    ...(stack === defaultStack ? [] : [`--stack ${stack}`]),
    ...(kubernetes === defaultKubernetes ? [] : [`--kubernetes ${kubernetes}`]),
    ...(gateway === undefined ? [] : [`--gateway ${gateway}`]),
    ...slotWords(slot),
  ];
  return words.length === 0 ? "npm start" : ["npm start --", ...words].join(" ");
}

function slotWords(slot: number): readonly string[] {
  return slot === 0 ? [] : [`--slot ${slot}`];
}

/** The command that loads the environment of a cluster into a shell. */
export function evalCommand(slot: number): string {
  return `eval "$(${projectCommand(slot, "env").replace("npm run ", "npm run --silent ")})"`;
}

/** Next steps for a user whose cluster serves. */
export function nextSteps(
  { spec, routing }: LoadedStack,
  slot: number,
  simulatedProject: string | undefined,
): string {
  // A parked one would answer 503.
  const model = routing.names.find(({ pools }) => pools.some(({ replicas }) => replicas > 0));
  const url = gatewayUrl(slot, spec.gateway.port);
  const example = taskRequest(model?.task ?? "generate", model?.name ?? "the model's name", "Hello");
  return [
    `Serving at ${url}`,
    "",
    "Try it",
    `  curl ${url}${example.path} -H 'content-type: application/json' -d '${JSON.stringify(example.body)}'`,
    "",
    "Add a model",
    `  put \`- model: Org/Name\` under switchyard:models in Pulumi.${spec.stack}.yaml, then run \`${startCommand(slot, spec.stack)}\` again`,
    `  or plain \`pulumi up --stack ${spec.stack}\` after \`${evalCommand(slot)}\``,
    "",
    ...(simulatedProject === undefined ? [] : forReal(spec.stack, simulatedProject)),
    `Look    ${projectCommand(slot, "status")}    ${projectCommand(slot, "logs NAME")}`,
    `Stop    ${projectCommand(slot, "down")}`,
    "",
  ].join("\n");
}

/** A notice, so that nobody takes the simulation for the real cloud. */
function forReal(stack: string, project: string): readonly string[] {
  return [
    "Google Cloud was simulated",
    `  project ${project} exists only on this machine: nothing was created at Google, and nothing is billed`,
    `  for real: \`pulumi up --stack ${stack}\` with your own project, in a shell without the environment above`,
    "",
  ];
}
