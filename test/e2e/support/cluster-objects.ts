import { KubernetesObjectApi, PatchStrategy } from "@kubernetes/client-node";
import { z } from "zod";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";

/** An object by kind and name, in the namespace of the laptop's stack. */
export interface ObjectRef {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
}

const conditions = z.array(
  z.object({ type: z.string(), status: z.string(), message: z.string().default("") }),
);
const statusSchema = z.object({
  status: z.object({
    conditions: conditions.optional(),
    parents: z.array(z.object({ conditions })).optional(),
  }),
});

/** What a person with `kubectl` does to a cluster behind the engine's back. */
export class ClusterObjects {
  private readonly api: KubernetesObjectApi;

  public constructor(
    kubeconfig: string,
    private readonly namespace: string,
  ) {
    this.api = KubernetesObjectApi.makeApiClient(readKubeconfig(kubeconfig));
  }

  /** Merges a change into an object. */
  public async patch(ref: ObjectRef, change: object): Promise<void> {
    const object = { ...this.header(ref), ...change };
    await this.api.patch(object, undefined, undefined, undefined, undefined, PatchStrategy.MergePatch);
  }

  /** Sets environment variables of a Deployment's container, as `kubectl set env` does. */
  public async setEnvironment(
    deployment: string,
    container: string,
    variables: Readonly<Record<string, string>>,
  ): Promise<void> {
    const env = Object.entries(variables).map(([name, value]) => ({ name, value }));
    await this.patchContainer(deployment, { name: container, env });
  }

  /** Changes the container of a Deployment that has the change's name, as `kubectl patch` does. */
  public async patchContainer(
    deployment: string,
    change: { readonly name: string; readonly [field: string]: unknown },
  ): Promise<void> {
    const object = {
      ...this.header({ apiVersion: "apps/v1", kind: "Deployment", name: deployment }),
      spec: { template: { spec: { containers: [change] } } },
    };
    const strategy = PatchStrategy.StrategicMergePatch;
    await this.api.patch(object, undefined, undefined, undefined, undefined, strategy);
  }

  public async remove(ref: ObjectRef): Promise<void> {
    await this.api.delete(this.header(ref));
  }

  /** The message of a condition of an object, or of its parents, with its status: `False: the reason`. */
  public async condition(ref: ObjectRef, type: string): Promise<string | undefined> {
    const object: unknown = await this.api.read(this.header(ref));
    const { status } = statusSchema.parse(object);
    const all = [
      ...(status.conditions ?? []),
      ...(status.parents ?? []).flatMap((parent) => parent.conditions),
    ];
    const found = all.find((condition) => condition.type === type);
    return found && `${found.status}: ${found.message}`;
  }

  private header({ apiVersion, kind, name }: ObjectRef) {
    return { apiVersion, kind, metadata: { name, namespace: this.namespace } };
  }
}
