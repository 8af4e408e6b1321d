/** The pods that give the static answers, and the Service in front of them. */
import { images } from "../../versions";
import { commonLabels, componentLabel } from "../../objects/labels";
import { requestQuantities, staticAnswersRequest } from "../../objects/pod-requests";
import { logStorage, restrictedContainer, restrictedPod } from "../../objects/pod-security";
import { spreadAcrossNodes } from "../../objects/spread-across-nodes";
import type { GatewayWorkload, ProviderManifest } from "../provider";
import { cataloguePath } from "./envoy-answers";
import { answersPort, envoyBootstrap, routesVolume } from "./envoy-bootstrap";
import { staticAnswersName } from "./names";

/** One may be away, with its node or for an update. */
export const staticAnswersReplicas = 2;

/** Labels that select the pods. They are immutable on a Deployment. */
const podLabels = componentLabel(staticAnswersName);

/** The pods as the network policies and the disruption budget see them. */
export const answeringPods: GatewayWorkload = {
  id: staticAnswersName,
  name: staticAnswersName,
  podLabels,
  request: staticAnswersRequest,
  ports: { gateway: [answersPort], metrics: [], clients: [] },
};

/** The pods as the sizes of node pools count them. */
export const staticAnswersPods = { copies: staticAnswersReplicas, ...staticAnswersRequest } as const;

const metadata = (namespace: string) => ({
  name: staticAnswersName,
  namespace,
  labels: commonLabels(staticAnswersName),
});

/** The ConfigMap with the answers. Envoy reads a changed one by itself, so no pod restarts. */
export function answersConfigMap(namespace: string, routes: string): ProviderManifest {
  return {
    apiVersion: "v1",
    kind: "ConfigMap",
    metadata: metadata(namespace),
    data: { [routesVolume.file]: routes },
  };
}

/** The Service that the catch-all route leads to. */
export function answersService(namespace: string): ProviderManifest {
  return {
    apiVersion: "v1",
    kind: "Service",
    metadata: metadata(namespace),
    spec: { selector: podLabels, ports: [{ name: "http", port: answersPort, targetPort: answersPort }] },
  };
}

/**
 * The Deployment. What Envoy reads once is in its arguments, so that a change of it replaces the pods. It is plain data,
 * because the typed constructs do not know the action `sleep`, and the image has no program of that name.
 */
export function answersDeployment(namespace: string): ProviderManifest {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: metadata(namespace),
    spec: {
      replicas: staticAnswersReplicas,
      selector: { matchLabels: podLabels },
      strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      template: { metadata: { labels: commonLabels(staticAnswersName) }, spec: podSpec },
    },
  };
}

/** How long a pod that leaves still answers: a load balancer takes that long to forget it, as for model servers. */
const preStopSec = 30;

const asksForTheCatalogue = { httpGet: { path: cataloguePath, port: answersPort } };

const container = {
  name: "envoy",
  image: images.envoy,
  imagePullPolicy: "IfNotPresent",
  command: ["/usr/local/bin/envoy"],
  args: [
    ...["--config-yaml", JSON.stringify(envoyBootstrap())],
    ...["--concurrency", "1"],
    ...["--log-level", "warning"],
    // It keeps shared memory for a successor in the same container, which never comes.
    "--disable-hot-restart",
  ],
  ports: [{ name: "http", containerPort: answersPort }],
  resources: {
    requests: { ...requestQuantities(staticAnswersRequest), ...logStorage.requests },
    limits: { memory: "256Mi", ...logStorage.limits },
  },
  startupProbe: { ...asksForTheCatalogue, periodSeconds: 1, failureThreshold: 60 },
  readinessProbe: { ...asksForTheCatalogue, periodSeconds: 2, timeoutSeconds: 2 },
  livenessProbe: {
    tcpSocket: { port: answersPort },
    periodSeconds: 10,
    timeoutSeconds: 5,
    failureThreshold: 6,
  },
  lifecycle: { preStop: { sleep: { seconds: preStopSec } } },
  securityContext: restrictedContainer,
  volumeMounts: [{ name: "answers", mountPath: routesVolume.folder, readOnly: true }],
};

const podSpec = {
  automountServiceAccountToken: false,
  enableServiceLinks: false,
  terminationGracePeriodSeconds: preStopSec + 10,
  securityContext: restrictedPod,
  topologySpreadConstraints: [spreadAcrossNodes(podLabels, "DoNotSchedule")],
  containers: [container],
  volumes: [{ name: "answers", configMap: { name: staticAnswersName } }],
};
