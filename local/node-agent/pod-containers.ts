import type { V1Container, V1Pod } from "@kubernetes/client-node";
import type { EventText } from "./pod-event";
import type { ClusterApi } from "./cluster-api";
import { planContainer } from "./container-plan";
import type { ContainerPlan } from "./container-plan";
import { carriedOverRecord, newContainerRecord } from "./container-record";
import { ContainerRunner } from "./container-runner";
import type { StartProblem } from "./container-runner";
import type { PlacedPod } from "./env-vars";
import { unknownImage } from "./images";
import type { RunnableImage } from "./images";
import { findProgram } from "./image-contracts";
import type { ImageContract } from "./image-contracts";
import { containerMounts } from "./pod-files";
import type { PodFiles } from "./pod-files";
import { probeSpec } from "./probe-spec";
import type { ContainerProbes } from "./prober";
import { envReferences } from "./referenced-objects";

/** What the containers of a pod share. */
export interface PodContext {
  readonly api: ClusterApi;
  readonly images: ReadonlyMap<string, RunnableImage>;
  readonly placed: PlacedPod;
  readonly files: PodFiles;
  readonly kubeletVersion: string;
  readonly onChange: () => void;
  readonly tell: (event: EventText) => void;
}

/** A runner for each of the pod's init containers. */
export function initContainerRunners(context: PodContext): ContainerRunner[] {
  const containers = context.placed.pod.spec?.initContainers ?? [];
  return containers.map((container) => containerRunner(container, context, true));
}

/** A runner for each of the pod's containers proper. */
export function containerRunners(context: PodContext): ContainerRunner[] {
  const containers = context.placed.pod.spec?.containers ?? [];
  return containers.map((container) => containerRunner(container, context, false));
}

/** Grace period of a pod's processes in seconds. */
export function gracePeriodSec(pod: V1Pod): number {
  return pod.metadata?.deletionGracePeriodSeconds ?? pod.spec?.terminationGracePeriodSeconds ?? 30;
}

function containerRunner(container: V1Container, context: PodContext, isInit: boolean): ContainerRunner {
  const { placed, files } = context;
  const { pod } = placed;
  const { name } = container;
  const waitsForInit = !isInit && (pod.spec?.initContainers ?? []).length > 0;
  const reason = waitsForInit ? "PodInitializing" : "ContainerCreating";
  const fresh = newContainerRecord(name, container.image ?? "", reason);
  const before = pod.status?.containerStatuses?.find((status) => status.name === name);
  const host = {
    restartPolicy: pod.spec?.restartPolicy ?? "Always",
    graceSec: gracePeriodSec(pod),
    files: {
      folder: files.container(name),
      log: files.log(name),
      previousLog: files.previousLog(name),
      record: files.processRecord(name),
    },
    probes: isInit ? {} : containerProbes(container, placed.podIp),
    kubeletVersion: context.kubeletVersion,
    podLabel: `${pod.metadata?.name ?? ""}_${pod.metadata?.namespace ?? ""}(${pod.metadata?.uid ?? ""})`,
    prepare: () => prepare(container, context),
    onChange: context.onChange,
    tell: context.tell,
    hasProgram: (program: string) => {
      const image = context.images.get(container.image ?? "");
      return image !== undefined && findProgram(image.contract, program) !== undefined;
    },
  };
  return new ContainerRunner(container, host, before ? carriedOverRecord(fresh, before) : fresh, isInit);
}

async function prepare(container: V1Container, context: PodContext): Promise<ContainerPlan | StartProblem> {
  const { placed, files } = context;
  const name = container.image ?? "";
  const image = context.images.get(name);
  if (!image) return { reason: "ErrImagePull", message: unknownImage(context.images, name) };
  const user = userProblem(container, placed.pod, image.contract);
  if (user !== undefined) return { reason: "CreateContainerConfigError", message: user };
  const namespace = placed.pod.metadata?.namespace ?? "";
  return planContainer(container, {
    placed,
    image,
    objects: await context.api.readObjects(namespace, envReferences(container)),
    mounts: containerMounts(container, files),
    home: files.container(container.name),
    kubeconfig: files.kubeconfig,
  });
}

/** A kubelet's error for a container that would run as root but must not. */
function userProblem(container: V1Container, pod: V1Pod, image: ImageContract): string | undefined {
  const [own, ofPod] = [container.securityContext, pod.spec?.securityContext];
  const runAsNonRoot = own?.runAsNonRoot ?? ofPod?.runAsNonRoot;
  const runAsUser = own?.runAsUser ?? ofPod?.runAsUser;
  if (runAsNonRoot !== true || (runAsUser ?? image.userId) !== 0) return undefined;
  const { name = "", namespace = "", uid = "" } = pod.metadata ?? {};
  const who = `(pod: "${name}_${namespace}(${uid})", container: ${container.name})`;
  return runAsUser === undefined
    ? `container has runAsNonRoot and image will run as root ${who}`
    : `container's runAsUser breaks non-root policy ${who}`;
}

function containerProbes(container: V1Container, podIp: string): ContainerProbes {
  const { startupProbe, readinessProbe, livenessProbe } = container;
  return {
    ...(startupProbe ? { startup: probeSpec(startupProbe, container, podIp) } : {}),
    ...(readinessProbe ? { readiness: probeSpec(readinessProbe, container, podIp) } : {}),
    ...(livenessProbe ? { liveness: probeSpec(livenessProbe, container, podIp) } : {}),
  };
}
