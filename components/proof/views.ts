/**
 * The parts of each kind that the checks read, as schemas. {@link readManifests} reports a manifest of a known kind that
 * lacks one of these parts.
 */
import { z } from "zod";
import { describeManifest } from "../plan/manifest";
import type { Manifest } from "../plan/manifest";
import type { Problem } from "../problems/problems";

const labels = z.record(z.string(), z.string());
const matchExpressions = z.array(z.unknown()).default([]);
const podSelector = z.object({ matchLabels: labels.default({}), matchExpressions });
const port = z.number().int();
const portOrName = z.union([port, z.string()]);
/** Name, namespace and labels, which every kind has. */
export const metadata = z.object({
  name: z.string(),
  namespace: z.string().default(""),
  labels: labels.default({}),
});

const everyPod = { matchLabels: {}, matchExpressions: [] };

const execAction = z.object({ exec: z.object({ command: z.array(z.string()).default([]) }).optional() });
const securityContext = z.object({ runAsNonRoot: z.boolean().optional(), runAsUser: z.number().optional() });

const container = z.object({
  name: z.string(),
  image: z.string(),
  command: z.array(z.string()).default([]),
  args: z.array(z.string()).default([]),
  ports: z.array(z.object({ containerPort: port })).default([]),
  securityContext: securityContext.default({}),
  startupProbe: execAction.optional(),
  readinessProbe: execAction.optional(),
  livenessProbe: execAction.optional(),
  lifecycle: z.object({ postStart: execAction.optional(), preStop: execAction.optional() }).default({}),
});

const deployment = z.object({
  kind: z.literal("Deployment"),
  metadata,
  spec: z.object({
    replicas: z.number().optional(),
    selector: z.object({ matchLabels: labels, matchExpressions }),
    template: z.object({
      metadata: z.object({ labels }),
      spec: z.object({
        serviceAccountName: z.string().optional(),
        securityContext: securityContext.default({}),
        initContainers: z.array(container).default([]),
        containers: z.array(container),
        volumes: z.array(z.object({ configMap: z.object({ name: z.string() }).optional() })).default([]),
      }),
    }),
  }),
});

const service = z.object({
  kind: z.literal("Service"),
  metadata,
  spec: z.object({ selector: labels, ports: z.array(z.object({ port, targetPort: portOrName.optional() })) }),
});

/** A budget with an empty selector, or with none, selects no pod. */
const disruptionBudget = z.object({
  kind: z.literal("PodDisruptionBudget"),
  metadata,
  spec: z.object({ selector: podSelector.default(everyPod) }),
});

const networkPolicy = z.object({
  kind: z.literal("NetworkPolicy"),
  metadata,
  spec: z.object({
    podSelector: podSelector.default(everyPod),
    // A policy without types is for connections to its pods.
    policyTypes: z.array(z.string()).default(["Ingress"]),
    ingress: z
      .array(
        z.object({
          ports: z.array(z.object({ port: portOrName.optional(), endPort: port.optional() })).default([]),
        }),
      )
      .default([]),
  }),
});

const configMap = z.object({ kind: z.literal("ConfigMap"), metadata, data: labels.default({}) });

const gateway = z.object({
  kind: z.literal("Gateway"),
  metadata,
  spec: z.object({ gatewayClassName: z.string() }),
});

const inferencePool = z.object({
  kind: z.literal("InferencePool"),
  metadata,
  spec: z.object({
    selector: z.object({ matchLabels: labels }),
    targetPorts: z.array(z.object({ number: port })),
    endpointPickerRef: z.object({ name: z.string(), port: z.object({ number: port }) }),
  }),
});

/** The Gateway API's default for a match without a path. */
const everyPath = { type: "PathPrefix", value: "/" };

const namedValue = z.object({ type: z.string().default("Exact"), name: z.string(), value: z.string() });

const routeRule = z.object({
  timeouts: z.unknown().optional(),
  matches: z
    .array(
      z.object({
        path: z.object({ type: z.string(), value: z.string() }).default(everyPath),
        method: z.string().optional(),
        headers: z.array(namedValue).default([]),
        queryParams: z.array(namedValue).default([]),
      }),
    )
    .default([{ path: everyPath, headers: [], queryParams: [] }]),
  backendRefs: z.array(
    z.object({
      kind: z.string().default("Service"),
      name: z.string(),
      namespace: z.string().optional(),
      // Gateway API's own default.
      weight: z.number().default(1),
    }),
  ),
});

const httpRoute = z.object({
  kind: z.literal("HTTPRoute"),
  metadata,
  spec: z.object({
    parentRefs: z.array(z.object({ name: z.string(), namespace: z.string().optional() })),
    rules: z.array(routeRule),
  }),
});

const scaledObject = z.object({
  kind: z.literal("ScaledObject"),
  metadata,
  spec: z.object({
    scaleTargetRef: z.object({ name: z.string() }),
    triggers: z.array(z.object({ authenticationRef: z.object({ name: z.string() }).optional() })),
  }),
});

const triggerAuthentication = z.object({ kind: z.literal("TriggerAuthentication"), metadata });

export type Deployment = z.infer<typeof deployment>;
export type Container = z.infer<typeof container>;
export type InferencePool = z.infer<typeof inferencePool>;
export type HttpRoute = z.infer<typeof httpRoute>;
export type ScaledObject = z.infer<typeof scaledObject>;
/** A PodDisruptionBudget, as the checks read it. */
export type DisruptionBudget = z.infer<typeof disruptionBudget>;
/** A NetworkPolicy, as the checks read it: peers do not matter to them. */
export type NetworkPolicy = z.infer<typeof networkPolicy>;

/** A set of manifests, by kind, with the parts that the checks read. */
export interface ManifestSet {
  readonly all: readonly Manifest[];
  readonly deployments: readonly Deployment[];
  /** Deployments by each label of their pods, so that a thousand pools find theirs without searching all. */
  readonly deploymentsByLabel: ReadonlyMap<string, readonly Deployment[]>;
  readonly services: readonly z.infer<typeof service>[];
  readonly budgets: readonly DisruptionBudget[];
  readonly networkPolicies: readonly NetworkPolicy[];
  readonly configMaps: readonly z.infer<typeof configMap>[];
  readonly gateways: readonly z.infer<typeof gateway>[];
  readonly pools: readonly InferencePool[];
  readonly routes: readonly HttpRoute[];
  readonly scaledObjects: readonly ScaledObject[];
  readonly triggerAuthentications: readonly z.infer<typeof triggerAuthentication>[];
}

/** The objects of one kind, and the problems of those that lack a part that the kind must have. */
export interface KindReading<View> {
  readonly views: readonly View[];
  readonly problems: readonly Problem[];
}

/** Reads the parts of one kind, such as one of a provider's own. */
export function readKind<View>(
  all: readonly Manifest[],
  kind: string,
  schema: z.ZodType<View>,
): KindReading<View> {
  const views: View[] = [];
  const problems: Problem[] = [];
  for (const manifest of all) {
    if (manifest.kind !== kind) continue;
    const parsed = schema.safeParse(manifest);
    if (parsed.success) views.push(parsed.data);
    else problems.push(incomplete(manifest, parsed.error));
  }
  return { views, problems };
}

/** Sorts manifests by kind. Those that lack a part that their kind must have are reported, and left out. */
export function readManifests(all: readonly Manifest[]): {
  readonly set: ManifestSet;
  readonly problems: readonly Problem[];
} {
  const problems: Problem[] = [];
  const ofKind = <View>(kind: string, schema: z.ZodType<View>): readonly View[] => {
    const read = readKind(all, kind, schema);
    problems.push(...read.problems);
    return read.views;
  };
  const deployments = ofKind("Deployment", deployment);
  const set: ManifestSet = {
    all,
    deployments,
    deploymentsByLabel: byLabel(deployments),
    services: ofKind("Service", service),
    budgets: ofKind("PodDisruptionBudget", disruptionBudget),
    networkPolicies: ofKind("NetworkPolicy", networkPolicy),
    configMaps: ofKind("ConfigMap", configMap),
    gateways: ofKind("Gateway", gateway),
    pools: ofKind("InferencePool", inferencePool),
    routes: ofKind("HTTPRoute", httpRoute),
    scaledObjects: ofKind("ScaledObject", scaledObject),
    triggerAuthentications: ofKind("TriggerAuthentication", triggerAuthentication),
  };
  return { set, problems };
}

function incomplete(manifest: Manifest, error: z.ZodError): Problem {
  const issue = error.issues[0];
  return {
    code: "InvalidObject",
    path: `${describeManifest(manifest)} ${issue?.path.join(".") ?? ""}`.trim(),
    rule: "must be complete",
    got: issue?.message ?? "an unreadable object",
    fix: "add what is missing",
  };
}

function byLabel(deployments: readonly Deployment[]): ReadonlyMap<string, readonly Deployment[]> {
  const index = new Map<string, Deployment[]>();
  for (const one of deployments)
    for (const [key, value] of Object.entries(one.spec.template.metadata.labels)) {
      const found = index.get(labelKey(key, value)) ?? [];
      found.push(one);
      index.set(labelKey(key, value), found);
    }
  return index;
}

function labelKey(key: string, value: string): string {
  return `${key}=${value}`;
}

/** Deployments whose pods a selector finds in a namespace. */
export function selectedDeployments(
  set: ManifestSet,
  namespace: string,
  selector: Readonly<Record<string, string>>,
): readonly Deployment[] {
  const pairs = Object.entries(selector);
  const [first] = pairs;
  const candidates = first ? (set.deploymentsByLabel.get(labelKey(...first)) ?? []) : set.deployments;
  return candidates.filter(
    ({ metadata, spec }) =>
      metadata.namespace === namespace &&
      pairs.every(([key, value]) => spec.template.metadata.labels[key] === value),
  );
}
