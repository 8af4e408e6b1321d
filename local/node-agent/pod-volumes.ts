import { writeFile } from "node:fs/promises";
import type { V1Pod } from "@kubernetes/client-node";
import { errorMessage } from "@switchyard/process/user-error";
import type { ClusterApi } from "./cluster-api";
import { hasToken, tokenMountPath } from "./container-plan";
import type { PlacedPod } from "./env-vars";
import { containerMounts } from "./pod-files";
import type { PodFiles } from "./pod-files";
import { podKubeconfig } from "./pod-kubeconfig";
import { volumeReferences } from "./referenced-objects";
import { tokenAudiences, volumeFiles, VolumeError } from "./volume-files";
import { writeVolume } from "./volume-writer";

/** Tokens live for an hour; a laptop that slept gets new ones within a minute of waking up. */
const refreshAfterMs = 40 * 60_000;
/** How long a changed ConfigMap takes to reach a volume at most; with a kubelet it is a minute and more. */
const checkEveryMs = 10_000;

/** The volumes' calls to the API server. */
export type VolumeApi = Pick<ClusterApi, "cluster" | "readObjects" | "createToken">;

/** The volumes of one pod, as folders, and its kubeconfig. */
export class PodVolumes {
  readonly #api: VolumeApi;
  readonly #placed: PlacedPod;
  readonly #files: PodFiles;
  #tokens: ReadonlyMap<string, string> = new Map();
  #tokensAtMs = 0;
  #failure: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #renewing: Promise<void> | undefined;

  constructor(api: VolumeApi, placed: PlacedPod, files: PodFiles) {
    this.#api = api;
    this.#placed = placed;
    this.#files = files;
  }

  /**
   * Writes all volumes.
   * @throws VolumeError that names the volume that cannot be mounted.
   */
  async mount(): Promise<void> {
    const { pod } = this.#placed;
    const volumes = pod.spec?.volumes ?? [];
    const objects = await this.#api.readObjects(pod.metadata?.namespace ?? "", volumeReferences(pod));
    if (Date.now() - this.#tokensAtMs >= refreshAfterMs) await this.#renewTokens(pod);
    for (const volume of volumes) {
      try {
        const files = volumeFiles(volume, { placed: this.#placed, objects, tokens: this.#tokens });
        await writeVolume(this.#files.volume(volume.name), files);
      } catch (error) {
        throw new VolumeError(
          `MountVolume.SetUp failed for volume "${volume.name}" : ${errorMessage(error)}`,
        );
      }
    }
    await this.#writeKubeconfig(pod);
  }

  /** Keeps the volumes as the objects are that they come from, and their tokens valid. */
  keepFresh(): void {
    const { pod } = this.#placed;
    if (volumeReferences(pod).length + tokenAudiences(pod.spec?.volumes ?? []).length === 0) return;
    this.#timer = setInterval(() => {
      this.#renewing ??= this.#renew().finally(() => {
        this.#renewing = undefined;
      });
    }, checkEveryMs);
  }

  /** Stops the renewal; once it resolves, nothing more is written. */
  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#renewing;
  }

  /** A volume whose object is gone keeps its files, as with a kubelet. Each failure is printed once. */
  async #renew(): Promise<void> {
    try {
      await this.mount();
      this.#failure = undefined;
    } catch (error) {
      const failure = errorMessage(error);
      if (failure !== this.#failure)
        console.log(`volumes of ${this.#files.folder} were not renewed: ${failure}`);
      this.#failure = failure;
    }
  }

  async #renewTokens(pod: V1Pod): Promise<void> {
    const tokens = new Map<string, string>();
    for (const audience of tokenAudiences(pod.spec?.volumes ?? []))
      tokens.set(audience, await this.#api.createToken(pod, audience));
    this.#tokens = tokens;
    this.#tokensAtMs = Date.now();
  }

  async #writeKubeconfig(pod: V1Pod): Promise<void> {
    const container = [...(pod.spec?.initContainers ?? []), ...(pod.spec?.containers ?? [])].find(hasToken);
    if (!container) return;
    const mounts = containerMounts(container, this.#files);
    const tokenFolder = mounts.find((mount) => mount.mountPath === tokenMountPath)?.folder ?? "";
    const namespace = pod.metadata?.namespace ?? "";
    const text = podKubeconfig(this.#api.cluster, namespace, `${tokenFolder}/token`);
    await writeFile(this.#files.kubeconfig, text, { mode: 0o600 });
  }
}
