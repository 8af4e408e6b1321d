import { configDigestAnnotation } from "../../../../components/objects/labels";
import {
  bodyBasedRouterValues,
  routerDeploymentPatch,
} from "../../../../components/gateway/body-based-router/body-based-router";
import type { BodyBasedRouterSpec } from "../../../../components/gateway/body-based-router/body-based-router";
import { alpha, beta } from "../../../support/fixture";
import { versions } from "../../../../components/versions";

const spec: BodyBasedRouterSpec = {
  namespace: "demo",
  gatewayName: "edge",
  replicas: 2,
  models: [alpha, beta],
};

const pod = routerDeploymentPatch(spec).spec.template;
const digest = (models: BodyBasedRouterSpec["models"]) =>
  routerDeploymentPatch({ ...spec, models }).spec.template.metadata.annotations[configDigestAnnotation];

test("the chart gets the values that it has, for GKE and this gateway", () => {
  expect(bodyBasedRouterValues(spec, "gke")).toEqual({
    provider: { name: "gke" },
    inferenceGateway: { name: "edge" },
    bbr: {
      name: "body-based-router",
      replicas: 2,
      image: {
        registry: "registry.k8s.io",
        repository: "gateway-api-inference-extension/bbr",
        tag: versions.inferenceExtension,
        pullPolicy: "IfNotPresent",
      },
      flags: { v: "1" },
    },
  });
});

describe("what is merged into the chart's Deployment", () => {
  test("a probe, resources and no privileges for its container", () => {
    expect(pod.spec.containers).toMatchObject([
      {
        name: "bbr",
        readinessProbe: { grpc: { port: 9005 } },
        livenessProbe: { grpc: { port: 9005 } },
        resources: {
          requests: { cpu: "100m", memory: "128Mi", "ephemeral-storage": "64Mi" },
          limits: { memory: "512Mi", "ephemeral-storage": "256Mi" },
        },
        securityContext: {
          allowPrivilegeEscalation: false,
          readOnlyRootFilesystem: true,
          capabilities: { drop: ["ALL"] },
        },
      },
    ]);
    expect(pod.spec.securityContext).toEqual({
      runAsNonRoot: true,
      runAsUser: 65532,
      runAsGroup: 65532,
      seccompProfile: { type: "RuntimeDefault" },
    });
  });

  test("copies on different nodes, of which one revision never stands in another's way", () => {
    expect(pod.spec.topologySpreadConstraints).toEqual([
      {
        maxSkew: 1,
        topologyKey: "kubernetes.io/hostname",
        whenUnsatisfiable: "DoNotSchedule",
        labelSelector: { matchLabels: { app: "body-based-router" } },
        matchLabelKeys: ["pod-template-hash"],
      },
    ]);
  });

  test("an update that never has fewer copies than asked for", () => {
    expect(routerDeploymentPatch(spec).spec.strategy).toEqual({
      type: "RollingUpdate",
      rollingUpdate: { maxSurge: 1, maxUnavailable: 0 },
    });
  });
});

describe("BBR's pods are replaced", () => {
  test("when an adapter comes or goes, or moves to another model", () => {
    const moved = [
      { ...alpha, adapters: [] },
      { ...beta, adapters: alpha.adapters },
    ];
    const digests = [digest([alpha, beta]), digest([{ ...alpha, adapters: [] }, beta]), digest(moved)];

    expect(new Set(digests).size).toBe(3);
  });

  test("not when a model comes or goes, whose map BBR reads at once", () => {
    expect(digest([alpha, beta])).toBe(digest([alpha]));
    expect(digest([beta])).toBe(digest([]));
  });

  test("not when entries change places", () => {
    const adapters = [...alpha.adapters, { name: "alpha-de", source: "x" }];
    const turned = adapters.toReversed();

    expect(digest([{ ...alpha, adapters }, beta])).toBe(digest([beta, { ...alpha, adapters: turned }]));
  });
});
