/**
 * What the engine registers and what `synth` writes are the same objects and Helm charts, in a compatible order: whatever
 * waits for something in the engine has a later wave in YAML.
 */
import { isDeepStrictEqual } from "node:util";
import * as fc from "fast-check";
import { parse } from "yaml";
import { z } from "zod";
import { InvalidArgs } from "../../components/problems/problems";
import { deployStack } from "../../infra/deploy-stack";
import type { LoadedStack } from "../../infra/load-stack";
import { synthFiles } from "../../infra/synth-files";
import { refusalOrStack, validStack } from "../support/random-stack";
import { FakeProvider } from "../support/record-resources";
import { recordRequests } from "../support/record-requests";
import type { RegistrationRequest } from "../support/record-requests";

jest.mock("@pulumi/kubernetes/helm/v4/chart", () => jest.requireActual<object>("../support/fake-helm-chart"));

const waveAnnotation = "argocd.argoproj.io/sync-wave";
const chartType = "kubernetes:helm.sh/v4:Chart";

const annotated = z.looseObject({
  metadata: z.looseObject({ annotations: z.record(z.string(), z.string()).optional() }),
});
const kustomization = z.object({
  commonAnnotations: z.object({ [waveAnnotation]: z.string() }),
  labels: z.array(z.object({ pairs: z.record(z.string(), z.string()) })).optional(),
  helmCharts: z.tuple([
    z.object({
      name: z.string(),
      version: z.string(),
      releaseName: z.string(),
      namespace: z.string(),
      valuesInline: z.unknown(),
    }),
  ]),
});

interface Written {
  /** By the name that the engine has for it. */
  readonly things: ReadonlyMap<string, unknown>;
  readonly waves: ReadonlyMap<string, number>;
}

/** An object without what only the engine or only Argo CD reads. */
function bare(value: unknown): unknown {
  const { metadata, ...rest } = annotated.parse(value);
  const { annotations = {}, ...others } = metadata;
  const shared = Object.entries(annotations).filter(
    ([key]) => !key.startsWith("pulumi.com/") && key !== waveAnnotation,
  );
  return {
    ...rest,
    metadata: { ...others, ...(shared.length > 0 && { annotations: Object.fromEntries(shared) }) },
  };
}

/** Many files are the same in every stack. */
const parsed = new Map<string, unknown>();

function parseOnce(content: string): unknown {
  if (!parsed.has(content)) parsed.set(content, parse(content));
  return parsed.get(content);
}

function readWritten(stack: LoadedStack): Written {
  const things = new Map<string, unknown>();
  const waves = new Map<string, number>();
  for (const { path, content } of synthFiles(stack)) {
    if (path === "kustomization.yaml") continue;
    const value = parseOnce(content);
    const id = path.replace(/(?:\/kustomization)?\.yaml$/, "");
    if (path.endsWith("/kustomization.yaml")) {
      const { commonAnnotations, helmCharts } = kustomization.parse(value);
      const [{ releaseName, namespace, valuesInline, version }] = helmCharts;
      things.set(id, { name: releaseName, namespace, values: valuesInline, version });
      waves.set(id, Number(commonAnnotations[waveAnnotation]));
    } else {
      things.set(id, bare(value));
      waves.set(id, Number(annotated.parse(value).metadata.annotations?.[waveAnnotation]));
    }
  }
  return { things, waves };
}

const isDeployed = ({ type }: RegistrationRequest): boolean => type.startsWith("kubernetes:");

function registeredThing({ type, inputs }: RegistrationRequest): unknown {
  if (type !== chartType) return bare(inputs);
  const { name, namespace, values, version } = inputs;
  return { name, namespace, values, version };
}

function expectSame(requests: readonly RegistrationRequest[], { things, waves }: Written): number {
  const deployed = requests.filter(isDeployed);
  expect(deployed).toHaveLength(things.size);
  // Quicker than a matcher, and shows the same when it fails.
  const different = deployed.filter(
    (request) => !isDeepStrictEqual(registeredThing(request), things.get(request.name)),
  );
  expect(different.map(registeredThing)).toEqual(different.map(({ name }) => things.get(name)));
  const edges = deployed.flatMap(({ name, dependsOn }) =>
    dependsOn.map((other) => [other.slice(other.indexOf(" ") + 1), name] as const),
  );
  const wrong = edges.filter(([before, after]) => !((waves.get(before) ?? NaN) < (waves.get(after) ?? NaN)));
  expect(wrong).toEqual([]);
  return edges.length;
}

type ValidStack = typeof validStack extends fc.Arbitrary<infer Config> ? Config : never;

/** The same models behind agentgateway, in an existing cluster. */
function behindAgentgateway({
  router: _,
  gateway,
  ...config
}: ValidStack): Readonly<Record<string, unknown>> {
  return {
    ...config,
    gateway: { ...gateway, provider: "agentgateway", proxySubnet: undefined },
    cluster: { kubeconfig: "/nowhere/kubeconfig" },
  };
}

/** Enough for every feature to meet every other one. */
const stacks = 300;

/** For a machine that does ten things at once; alone it takes half a minute. */
const timeoutMs = 10 * 60_000;

test(
  `${stacks} random stacks are the same in the engine and in YAML, in a compatible order`,
  async () => {
    const accepted: LoadedStack[] = [];
    for (const [index, config] of fc.sample(validStack, 3 * stacks).entries()) {
      const result = refusalOrStack(index % 4 === 0 ? behindAgentgateway(config) : config);
      if (!(result instanceof InvalidArgs)) accepted.push(result);
      if (accepted.length === stacks) break;
    }
    let edges = 0;
    for (const stack of accepted) {
      const requests = await recordRequests(() => {
        deployStack(stack, { provider: new FakeProvider("cluster") });
      });
      edges += expectSame(requests, readWritten(stack));
    }
    expect(accepted).toHaveLength(stacks);
    expect(edges).toBeGreaterThan(20 * stacks);
    // Otherwise nothing would be proven of what this is about.
    const having = (is: (stack: LoadedStack) => boolean) => accepted.filter(is).length;
    expect(having(({ plan }) => plan.some(({ id }) => id === "keda"))).toBeGreaterThan(30);
    expect(having(({ spec }) => spec.keda?.install === false)).toBeGreaterThan(5);
    expect(having(({ spec }) => spec.models.some(({ backends }) => backends.length > 1))).toBeGreaterThan(30);
    expect(having(({ spec }) => spec.models.some(({ adapters }) => adapters.length > 0))).toBeGreaterThan(30);
    expect(having(({ spec }) => spec.models.some(({ replicas }) => replicas > 1))).toBeGreaterThan(30);
    expect(
      having(({ spec }) => spec.models.some(({ gpuSharing }) => gpuSharing !== undefined)),
    ).toBeGreaterThan(10);
    expect(having(({ spec }) => spec.target.kind === "existing")).toBeGreaterThan(10);
    expect(having(({ spec }) => spec.provider.name === "istio")).toBeGreaterThan(10);
    expect(having(({ spec }) => spec.provider.name === "agentgateway")).toBeGreaterThan(30);
  },
  timeoutMs,
);
