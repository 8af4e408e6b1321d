import type { BodyRouting, GatewayProvider, KnownName } from "../../../../components/gateway/provider";
import { brokenRouting } from "../../../../components/proof/broken-routing";
import { requestNames } from "../../../../components/model/request-names";
import { readKind } from "../../../../components/proof/views";
import { z } from "zod";

const header = "X-Toy-Model";

/**
 * It has no map: the header is the name itself, so that each route matches every name of its model. What it knows is what
 * routes match.
 */
const routing: BodyRouting = {
  header,
  valuesOf: requestNames,
  readNames: ({ routes }) => {
    const names = routes.flatMap(({ spec }) =>
      spec.rules.flatMap(({ matches }) => {
        const values = matches.flatMap(({ headers }) => headers.map(({ value }) => value));
        const [baseModel = "", ...others] = new Set(values);
        return [baseModel, ...others].map((name): KnownName => {
          const kind = name === baseModel ? "model" : "other";
          return { name, kind, baseModel, headerValue: name };
        });
      }),
    );
    return {
      names,
      problems: names.length > 0 ? [] : [brokenRouting("routes", "must exist", "none", "add one")],
    };
  },
  // It passes any name on, and sets nothing where a body has none.
  unknownValues: ["a name that nobody serves", undefined],
};

const notSupported = { supported: false, note: "it is a toy" } as const;

const limitView = z.object({ spec: z.object({ pool: z.string() }) });

/** A gateway whose proxies are pods of the stack's own namespace, and which has kinds of its own. */
export const toy: GatewayProvider = {
  name: "toy",
  title: "Toy",
  needsExistingCluster: undefined,
  unusedKeys: ["router"],
  classes: { internal: "toy-inside", public: "toy-outside" },
  reservedNames: ["toy-proxy"],
  capabilities: {
    timeouts: { supported: true, by: "route", longestSec: 600, note: "by the route" },
    weights: notSupported,
    holding: notSupported,
    staticAnswers: notSupported,
    tls: notSupported,
    keys: notSupported,
    limits: notSupported,
  },
  routing,
  gatewayAdditions: ({ name, exposure }) => ({
    annotations: { "toy.example/exposure": exposure },
    infrastructure: { parametersRef: { group: "toy.example", kind: "ToyPods", name } },
  }),
  endpointPickers: { failureMode: "FailClose", replicas: 2 },
  workloads: () => [
    {
      id: "proxy",
      name: "toy-proxy",
      podLabels: { app: "toy-proxy" },
      request: { cpuMilli: 100, memoryMiB: 64 },
      replicas: 3,
      ports: { gateway: [], metrics: [15020], clients: [8080] },
    },
  ],
  peers: () => [{ podSelector: { matchLabels: { app: "toy-proxy" } } }],
  stackObjects: ({ name, namespace }) => [
    {
      id: "toy-settings",
      manifest: {
        apiVersion: "toy.example/v1",
        kind: "ToySettings",
        metadata: { name, namespace, labels: {} },
        spec: { bodyHeader: header },
      },
      afterGateway: "it is attached to the Gateway",
    },
    {
      id: "toy-pods",
      manifest: {
        apiVersion: "toy.example/v1",
        kind: "ToyPods",
        metadata: { name, namespace, labels: {} },
        spec: { replicas: 3 },
      },
      beforeGateway: "the Gateway's pods are made by it",
    },
  ],
  modelObjects: ({ routeName, namespace }) => [
    {
      id: "toy-limit",
      manifest: {
        apiVersion: "toy.example/v1",
        kind: "ToyLimit",
        metadata: { name: routeName, namespace, labels: {} },
        spec: { route: routeName, pool: routeName },
      },
      after: [{ part: "route", because: "it limits the route" }],
    },
  ],
  poolObjects: ({ name, namespace }) => [
    {
      id: "toy-trust",
      manifest: {
        apiVersion: "toy.example/v1",
        kind: "ToyTrust",
        metadata: { name, namespace, labels: {} },
        spec: { service: `${name}-epp` },
      },
      after: [],
    },
  ],
  helmCharts: [
    {
      id: "toy-kinds",
      component: "ToyKinds",
      beforeGateway: "it defines the kind of the object",
      newNamespace: { "toy.example/watched": "yes" },
      helm: () => ({
        source: { kind: "oci", reference: "oci://registry.example/toy-kinds", version: "1.0.0" },
        release: "toy-kinds",
        namespace: "toy-system",
        values: {},
        patches: [],
      }),
    },
    {
      id: "toy-operator",
      component: "ToyOperator",
      beforeGateway: "nobody else accepts the Gateway",
      helm: () => ({
        source: { kind: "oci", reference: "oci://registry.example/toy-operator", version: "1.0.0" },
        release: "toy-operator",
        namespace: "toy-system",
        values: {},
        patches: [],
      }),
    },
    {
      id: "toy-controller",
      component: "ToyController",
      helm: ({ gateway: { namespace }, replicas }) => ({
        source: { kind: "oci", reference: "oci://registry.example/toy", version: "1.0.0" },
        release: "toy",
        namespace,
        values: { replicas },
        patches: [],
      }),
    },
  ],
  checkModels: () => [],
  checks: [
    ({ all, pools }) => {
      const { views, problems } = readKind(all, "ToyLimit", limitView);
      const unknown = views.filter(({ spec }) => !pools.some(({ metadata }) => metadata.name === spec.pool));
      return [
        ...problems,
        ...unknown.map(({ spec }) => brokenRouting("ToyLimit", "must limit a pool", spec.pool, "name one")),
      ];
    },
  ],
  cost: () => undefined,
};
