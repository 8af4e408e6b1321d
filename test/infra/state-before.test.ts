/**
 * A stack that the version before has deployed is not touched by this one: the resources that it has in the engine's state
 * are those that the program still asks for, with the same types, names, parents and inputs. The state files in `test/state`
 * are exports of the version before (commit e7aa110), `local` from a laptop cluster and `tpu` from a simulated Google Cloud,
 * without outputs and secrets. The engine replaces, creates and deletes by type, name, parent and inputs; that the provider
 * sees no difference where the inputs are equal is its own promise.
 */
import { readFileSync } from "node:fs";
import path from "node:path";
import { log, output, runtime } from "@pulumi/pulumi";
import { z } from "zod";
import { program } from "../../infra/index";
import { readStackFile } from "../../infra/stack-file";
import { googleOutcome } from "../support/google-cloud";
import { recordRequests, resourceOf } from "../support/record-requests";
import { projectDir } from "../support/sources";

// Warnings of the stack are not what this is about.
jest.spyOn(log, "warn").mockResolvedValue();

jest.mock("@pulumi/kubernetes/helm/v4/chart", () => jest.requireActual<object>("../support/fake-helm-chart"));

const stateSchema = z.object({
  deployment: z.object({
    resources: z.array(
      z.object({
        urn: z.string(),
        type: z.string(),
        parent: z.string().optional(),
        inputs: z.record(z.string(), z.unknown()).default({}),
      }),
    ),
  }),
});

/** A value as the provider writes it into the state: without empty lists and mappings. */
function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutEmpty);
  if (typeof value !== "object" || value === null) return value;
  const kept = Object.entries(value).map(([key, inner]) => [key, withoutEmpty(inner)] as const);
  return Object.fromEntries(kept.filter(([, inner]) => !isEmpty(inner)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}

/** What has come since then: one object of each model, and the list of models. Nothing is replaced or deleted. */
const isNew = (resource: string) =>
  /^kubernetes:core\/v1:ConfigMap .*\/fixed-replicas$/.test(resource) ||
  / static-answers(?:\/|$)/.test(resource);

/** These objects have taken over a key of each router map, which is updated in place. */
const movedKey = "fixedReplicas";

function expectedInputs(inputs: Readonly<Record<string, unknown>> = {}): Readonly<Record<string, unknown>> {
  const { data } = inputs;
  if (typeof data !== "object" || data === null) return inputs;
  return { ...inputs, data: Object.fromEntries(Object.entries(data).filter(([key]) => key !== movedKey)) };
}

interface Known {
  readonly parent: string | undefined;
  readonly inputs: Readonly<Record<string, unknown>>;
}

const stackType = "pulumi:pulumi:Stack";
const chartType = "kubernetes:helm.sh/v4:Chart";

/** What the state has, by `type name`, without the stack itself and what a provider's process made of a Helm chart. */
function readState(stack: string): ReadonlyMap<string, Known> {
  const text = readFileSync(path.join(projectDir, "test", "state", `${stack}.json`), "utf8");
  const { resources } = stateSchema.parse(JSON.parse(text)).deployment;
  const own = resources.filter(
    ({ type, parent }) => type !== stackType && !resourceOf(parent ?? "").startsWith(chartType),
  );
  return new Map(
    own.map(({ urn, parent, inputs }) => {
      const inStack = parent === undefined || resourceOf(parent).startsWith(stackType);
      const known = {
        parent: inStack ? undefined : resourceOf(parent),
        inputs,
      };
      return [resourceOf(urn), known];
    }),
  );
}

/** What the program asks for today, by `type name`. */
async function readProgram(stack: string) {
  const config = Object.entries(readStackFile(stack, projectDir)).map(
    ([key, value]) =>
      [`switchyard:${key}`, typeof value === "string" ? value : JSON.stringify(value)] as const,
  );
  runtime.setAllConfig(Object.fromEntries(config));
  const requests = await recordRequests(
    () => {
      // The engine waits for outputs as well.
      output(program()).apply(() => undefined);
    },
    stack,
    (resource) => ({ ...googleOutcome(resource), masterVersion: "1.99.0-gke.1" }),
  );
  return new Map(requests.map((request) => [`${request.type} ${request.name}`, request]));
}

const variables = { SWITCHYARD_KUBECONFIG: "/nowhere/kubeconfig", GOOGLE_PROJECT: "switchyard-simulated" };
const before = { ...process.env };

beforeEach(() => {
  Object.assign(process.env, variables);
});

afterEach(() => {
  process.env = { ...before };
});

describe.each(["local", "tpu"])("the state of %s", (stack) => {
  const known = readState(stack);

  test("has the resources that the program asks for, and one more, under the same parents", async () => {
    const asked = await readProgram(stack);

    expect(known.size).toBeGreaterThan(30);
    const created = [...asked.keys()].filter(isNew);
    expect(created.length).toBeGreaterThan(1);
    expect([...asked.keys()].sort()).toEqual([...known.keys(), ...created].sort());
    const parents = [...asked].filter(([resource]) => known.has(resource));
    expect(parents.map(([resource, { parent }]) => [resource, parent])).toEqual(
      parents.map(([resource]) => [resource, known.get(resource)?.parent]),
    );
  });

  test("has the same inputs, but for those that come from other resources and from this machine", async () => {
    const asked = await readProgram(stack);
    const compared = [...asked].filter(([resource, { type }]) => type !== chartType && known.has(resource));

    for (const [resource, { inputs, derivedInputs }] of compared) {
      const machine = resource.startsWith("pulumi:providers:") ? ["kubeconfig", "version"] : [];
      const fixed = (values: Readonly<Record<string, unknown>> = {}) =>
        withoutEmpty(
          Object.fromEntries(
            Object.entries(values).filter(([key]) => ![...derivedInputs, ...machine].includes(key)),
          ),
        );
      expect([resource, fixed(inputs)]).toEqual([
        resource,
        fixed(expectedInputs(known.get(resource)?.inputs)),
      ]);
    }
  });
});
