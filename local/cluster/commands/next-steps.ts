import type { LoadedStack } from "switchyard/stack";
import { defaultKubernetes } from "@switchyard/toolchain/kubernetes-choice";
import { defaultStack, gatewayUrl } from "../settings";
import { taskRequest } from "../traffic/task-request";

/** A command for the cluster in the slot that the user works on. */
export function projectCommand(slot: number, command: string): string {
  return ["npm run local --", command, ...slotWords(slot)].join(" ");
}

/** What starts a stack in a slot; a slot that holds something needs no word of its Kubernetes. */
export function startCommand(slot: number, stack: string, kubernetes = defaultKubernetes): string {
  const words = [
    ...(stack === defaultStack ? [] : [`--stack ${stack}`]),
    ...(kubernetes === defaultKubernetes ? [] : [`--kubernetes ${kubernetes}`]),
    ...slotWords(slot),
  ];
  return words.length === 0 ? "npm start" : ["npm start --", ...words].join(" ");
}

function slotWords(slot: number): readonly string[] {
  return slot === 0 ? [] : [`--slot ${slot}`];
}

/** What brings the environment of a cluster into a shell. */
export function evalCommand(slot: number): string {
  return `eval "$(${projectCommand(slot, "env").replace("npm run ", "npm run --silent ")})"`;
}

/** What the user can do with a cluster that serves. */
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

/** The words that keep anybody from taking a simulation for the cloud. */
function forReal(stack: string, project: string): readonly string[] {
  return [
    "Google Cloud was simulated",
    `  project ${project} exists only on this machine: nothing was created at Google, and nothing is billed`,
    `  for real: \`pulumi up --stack ${stack}\` with your own project, in a shell without the environment above`,
    "",
  ];
}
