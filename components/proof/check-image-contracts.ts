import { vllmCommands, vllmFlags } from "../imports/vllm-flags";
import { commandLine, contractOf } from "../images/contracts";
import type { ImageContract } from "../images/contracts";
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import type { Container, Deployment, ManifestSet } from "./views";

/** A container of a known image, and where it is. */
interface Known {
  readonly path: string;
  readonly container: Container;
  readonly contract: ImageContract;
  readonly pod: Deployment["spec"]["template"]["spec"]["securityContext"];
}

/** Whether the image of each container can run what the container asks of it. Unknown images are not checked. */
export function checkImageContracts(set: ManifestSet): readonly Problem[] {
  return set.deployments.flatMap(({ metadata, spec }) => {
    const { initContainers, containers, securityContext } = spec.template.spec;
    return [...initContainers, ...containers].flatMap((container) => {
      const contract = contractOf(container.image);
      const path = `Deployment ${metadata.namespace}/${metadata.name} container ${container.name}`;
      if (!contract) return [];
      const known = { path, container, contract, pod: securityContext };
      return [...checkCommand(known), ...checkActions(known), ...checkUser(known)];
    });
  });
}

function checkCommand({ path, container, contract }: Known): readonly Problem[] {
  const { command, args } = container;
  const line = commandLine(contract, command, args);
  const why = command.length === 0 ? runsArguments(contract, line) : undefined;
  const rule = why ?? lacksProgram(contract, line[0]) ?? misusesVllm(line);
  if (rule === undefined) return [];
  return [
    {
      code: "ImageCommandMismatch",
      path,
      rule,
      got: quote(line),
      fix: `set command to ${JSON.stringify(contract.command)}${modelFirst(contract)}`,
    },
  ];
}

function modelFirst({ command }: ImageContract): string {
  return command[0] === "vllm" ? ", and start args with the model" : "";
}

/** A program never begins with a dash, and a model followed by options is not one either. */
function runsArguments(
  { argumentsAre, repository }: ImageContract,
  [first = "", ...others]: readonly string[],
): string | undefined {
  const isModel =
    /^[^./][^/]*\//.test(first) && others.some((one) => serveOptions.has(one.replace(/=.*$/s, "")));
  if (argumentsAre === "options" || !(first.startsWith("-") || isModel)) return undefined;
  return `must name a command, because the entrypoint of ${repository} runs the arguments as one`;
}

const serveOptions = new Set(vllmFlags.flatMap(({ names }) => names));

function lacksProgram({ programs, repository }: ImageContract, program = ""): string | undefined {
  if (programs === undefined ? !program.startsWith("-") : programs.includes(program)) return undefined;
  const known = programs === undefined ? "" : `: ${programs.join(", ")}`;
  return `must run a program that ${repository} has${known}`;
}

function misusesVllm([program, command, first, second]: readonly string[]): string | undefined {
  if (program !== "vllm") return undefined;
  if (!vllmCommands.includes(command ?? "")) return "must give vllm a command that it has";
  const again = command === "serve" && (first === "serve" || (first === "vllm" && second === "serve"));
  return again ? "must name `vllm serve` once" : undefined;
}

/** Hooks and probes run a program of the image too, and images do not necessarily have a shell. */
function checkActions({ path, container, contract }: Known): readonly Problem[] {
  const { startupProbe, readinessProbe, livenessProbe, lifecycle } = container;
  const actions = { startupProbe, readinessProbe, livenessProbe, ...lifecycle };
  return Object.entries(actions).flatMap(([name, action]): Problem[] => {
    const command = action?.exec?.command;
    const rule = command && lacksProgram(contract, command[0]);
    if (!rule) return [];
    return [
      {
        code: "ImageCommandMismatch",
        path: `${path} ${name}`,
        rule,
        got: quote(command),
        fix: "use an action that needs no program: httpGet, tcpSocket, grpc or sleep",
      },
    ];
  });
}

/** The kubelet compares the user id of a container: its own, its pod's, or its image's. */
function checkUser({ path, container, contract, pod }: Known): readonly Problem[] {
  const { runAsNonRoot, runAsUser = contract.userId } = { ...pod, ...container.securityContext };
  if (runAsNonRoot !== true || runAsUser !== 0) return [];
  return [
    {
      code: "ImageUserMismatch",
      path,
      rule: "must not run as root where runAsNonRoot is true",
      got: `user 0 of ${contract.repository}`,
      fix: "set runAsUser to a user that the image works with, or leave runAsNonRoot out",
    },
  ];
}
