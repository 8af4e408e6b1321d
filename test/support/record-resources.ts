import { ProviderResource, runtime } from "@pulumi/pulumi";
import type { ResourceTransformation } from "@pulumi/pulumi";

/** A resource as the engine is told of it. */
export interface RegisteredResource {
  readonly type: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly provider: string | undefined;
}

/** A resource as the program declares it: what the engine's mocks do not see. */
export interface DeclaredResource {
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly dependsOn: readonly string[];
  /** How the engine treats it, as far as the program says. */
  readonly options: Treatment;
}

/** Options of a resource that are about its life. */
export interface Treatment {
  readonly protect?: unknown;
  readonly ignoreChanges?: unknown;
  readonly deleteBeforeReplace?: unknown;
  readonly customTimeouts?: unknown;
}

/** A call of a function of the cloud. */
export interface FunctionCall extends Pick<RegisteredResource, "inputs" | "provider"> {
  readonly token: string;
}

/** The same of the engine's arguments, without their `any`. */
interface Call extends Omit<FunctionCall, "provider"> {
  readonly provider?: string;
}

/** The part of the engine's arguments that is recorded, without their `any`. */
interface Registration extends Omit<RegisteredResource, "provider"> {
  readonly provider?: string;
}

export interface Recording {
  readonly registered: readonly RegisteredResource[];
  readonly declared: readonly DeclaredResource[];
}

/** The provider of a cluster, or of a cloud, that nobody asks. */
export class FakeProvider extends ProviderResource {
  public constructor(name: string, packageName: "gcp" | "kubernetes" = "kubernetes") {
    super(packageName, name, {});
  }
}

/** How the engine refers to the {@link FakeProvider} called `cluster`. */
export const clusterReference =
  "urn:pulumi:test::switchyard::pulumi:providers:kubernetes::cluster::cluster-id";

/** What the cloud or the cluster adds to a resource once it is made. */
export type Outcome = (resource: RegisteredResource) => Readonly<Record<string, unknown>>;

/** What a function of the cloud answers; its own inputs, where nothing is known of it. */
export type Answer = (call: FunctionCall) => Readonly<Record<string, unknown>>;

/**
 * Runs a program with nothing behind it, and records what it makes.
 * @param program gets the transformation that records declarations, for the options of what it makes.
 * @param outcome what each resource gets beside its inputs; nothing if left out.
 * @param answer what each function answers; its inputs if left out.
 * @param stack name of the stack.
 */
export async function recordResources(
  program: (record: ResourceTransformation) => void,
  outcome: Outcome = () => ({}),
  answer: Answer = ({ inputs }) => inputs,
  stack = "test",
): Promise<Recording> {
  const registered: RegisteredResource[] = [];
  const mocks: runtime.Mocks = {
    newResource: ({ type, name, inputs, provider }: Registration) => {
      const resource = { type, name, inputs, provider };
      registered.push(resource);
      return { id: `${name}-id`, state: { ...inputs, ...outcome(resource) } };
    },
    call: ({ token, inputs, provider }: Call) => answer({ token, inputs, provider }),
  };
  await runtime.setMocks(mocks, "switchyard", stack);
  const { declared, record } = declarations();
  program(record);
  // Resources register themselves asynchronously.
  await runtime.disconnect();
  return { registered, declared };
}

function declarations() {
  const names = new Map<unknown, string>();
  const declared: DeclaredResource[] = [];
  const nameOf = (resource: unknown): string => names.get(resource) ?? "unknown";
  const record: ResourceTransformation = (resource) => {
    const { type, name, opts }: Declaration = resource;
    names.set(resource.resource, name);
    declared.push({
      type,
      name,
      parent: opts.parent === undefined ? undefined : nameOf(opts.parent),
      dependsOn: listOf(opts.dependsOn).map(nameOf),
      options: treatmentOf(opts),
    });
    return undefined;
  };
  return { declared, record };
}

function treatmentOf({ protect, ignoreChanges, deleteBeforeReplace, customTimeouts }: Treatment): Treatment {
  return { protect, ignoreChanges, deleteBeforeReplace, customTimeouts };
}

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  return Array.isArray(value) ? value : [value];
}

/** The same of a transformation's arguments. */
interface Declaration {
  readonly type: string;
  readonly name: string;
  readonly opts: Treatment & { readonly parent?: unknown; readonly dependsOn?: unknown };
}
