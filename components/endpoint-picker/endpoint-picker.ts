import { k8s } from "cdk8s-plus-28";
import { images } from "../versions";
import {
  endpointPickerConfigFile,
  endpointPickerConfigName,
  endpointPickerConfigOf,
  sharedPickerName,
} from "./endpoint-picker-config";
import { commonLabels, configDigestAnnotation, endpointPickerLabel } from "../objects/labels";
import type { ModelServingSpec } from "../model/model-serving-props";
import { endpointPickerName } from "../model/names";
import { fingerprint } from "../objects/fingerprint";
import { endpointPickerRequest, requestQuantities } from "../objects/pod-requests";
import { queueDefaults } from "../scaling/scaling-props";
import { logStorage, restrictedContainer, restrictedPod } from "../objects/pod-security";
import { spreadAcrossNodes } from "../objects/spread-across-nodes";
import { terminationGraceSec } from "../objects/termination";

/** Ports of an endpoint picker (EPP): callouts of the gateway, gRPC health, metrics. */
export const endpointPickerPorts = { callout: 9002, health: 9003, metrics: 9090 } as const;

/** What every endpoint picker may read: the pods and pools of its namespace, and the objects that rank requests. */
export function endpointPickerRules(): k8s.PolicyRule[] {
  // It reads only through caches: streamed lists need `watch`, and `list` is what a client falls back to.
  const verbs = ["list", "watch"];
  return [
    { apiGroups: [""], resources: ["pods"], verbs },
    { apiGroups: ["inference.networking.k8s.io"], resources: ["inferencepools"], verbs },
    {
      apiGroups: ["inference.networking.x-k8s.io"],
      resources: ["inferenceobjectives", "inferencemodelrewrites"],
      verbs,
    },
  ];
}

/** Labels that select the pickers of a model. */
export function endpointPickerSelector({ name }: Pick<ModelServingSpec, "name">): Record<string, string> {
  return { [endpointPickerLabel]: name };
}

/** Props of the Service that an InferencePool refers to. */
export function endpointPickerService(spec: ModelServingSpec): k8s.KubeServiceProps {
  return {
    metadata: {
      name: endpointPickerName(spec),
      namespace: spec.namespace,
      labels: commonLabels("endpoint-picker", spec.name),
    },
    spec: {
      type: "ClusterIP",
      selector: endpointPickerSelector(spec),
      ports: [
        { name: "grpc-ext-proc", port: endpointPickerPorts.callout, appProtocol: "HTTP2" },
        { name: "http-metrics", port: endpointPickerPorts.metrics },
      ],
    },
  };
}

/**
 * Props of the Deployment that runs a model's endpoint picker. One picker serves one pool: a shared one finds no endpoint.
 * @param replicas pickers of the pool. Each picks for the requests that the gateway gives it, by the same metrics.
 */
export function endpointPickerDeployment(spec: ModelServingSpec, replicas = 1): k8s.KubeDeploymentProps {
  const labels = { ...commonLabels("endpoint-picker", spec.name), ...endpointPickerSelector(spec) };
  return {
    metadata: { name: endpointPickerName(spec), namespace: spec.namespace, labels },
    spec: {
      replicas,
      selector: { matchLabels: endpointPickerSelector(spec) },
      strategy: {
        type: "RollingUpdate",
        rollingUpdate: {
          maxSurge: k8s.IntOrString.fromNumber(1),
          maxUnavailable: k8s.IntOrString.fromNumber(0),
        },
      },
      template: {
        // The picker reads its configuration once, at its start.
        metadata: {
          labels,
          annotations: { [configDigestAnnotation]: fingerprint(endpointPickerConfigOf(spec), 12) },
        },
        spec: {
          serviceAccountName: sharedPickerName,
          enableServiceLinks: false,
          // Callouts in flight live as long as their requests.
          terminationGracePeriodSeconds: terminationGraceSec,
          securityContext: restrictedPod,
          ...(replicas > 1 && {
            topologySpreadConstraints: [spreadAcrossNodes(endpointPickerSelector(spec), "ScheduleAnyway")],
          }),
          containers: [container(spec)],
          volumes: [{ name: "config", configMap: { name: endpointPickerConfigName(spec) } }],
        },
      },
    },
  };
}

const healthProbe = { grpc: { port: endpointPickerPorts.health, service: "inference-extension" } };

const probes = {
  // It reports health before it generates its key, which takes seconds; only then does its port open. Until then, every
  // request that the gateway hands to it is answered 500.
  startupProbe: {
    tcpSocket: { port: k8s.IntOrString.fromNumber(endpointPickerPorts.callout) },
    periodSeconds: 1,
    failureThreshold: 120,
  },
  readinessProbe: { ...healthProbe, periodSeconds: 2 },
  livenessProbe: { ...healthProbe, initialDelaySeconds: 5, periodSeconds: 10 },
};

const holdingArguments = [
  // With the filter a request that was held while there was no pod would never find one.
  "--disable-endpoint-subset-filter=true",
  // For up to this long, a request that is no longer held is not counted. By default that is 5 s: a model with a short cool-down
  // would be scaled down while it gives its first answer.
  ...["--refresh-prometheus-metrics-interval", "1s"],
];

function container(spec: ModelServingSpec): k8s.Container {
  return {
    name: "epp",
    image: images.endpointPicker,
    imagePullPolicy: "IfNotPresent",
    command: ["/epp"],
    args: [
      ...["--pool-name", spec.name],
      ...["--pool-namespace", spec.namespace],
      ...["--config-file", `/config/${endpointPickerConfigFile}`],
      ...["--zap-encoder", "json"],
      "--v=1",
      "--tracing=false",
      "--enable-pprof=false",
      ...(spec.scaling === undefined ? [] : holdingArguments),
    ],
    env: [
      { name: "NAMESPACE", valueFrom: { fieldRef: { fieldPath: "metadata.namespace" } } },
      { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
    ],
    ports: [
      { name: "grpc", containerPort: endpointPickerPorts.callout },
      { name: "grpc-health", containerPort: endpointPickerPorts.health },
      { name: "metrics", containerPort: endpointPickerPorts.metrics },
    ],
    resources: {
      requests: quantities({ ...requestQuantities(endpointPickerRequest), ...logStorage.requests }),
      limits: quantities({ memory: `${memoryLimitMiB(spec.scaling)}Mi`, ...logStorage.limits }),
    },
    ...probes,
    securityContext: restrictedContainer,
    volumeMounts: [{ name: "config", mountPath: "/config", readOnly: true }],
  };
}

/** Every held request is in memory several times: as received, parsed, and on its way out. */
const copiesOfHeld = 4;

function memoryLimitMiB(scaling: ModelServingSpec["scaling"]): number {
  const { maxMiB } = scaling?.queue ?? queueDefaults;
  return 256 + copiesOfHeld * maxMiB;
}

function quantities(amounts: Readonly<Record<string, string>>): Record<string, k8s.Quantity> {
  return Object.fromEntries(
    Object.entries(amounts).map(([resource, amount]) => [resource, k8s.Quantity.fromString(amount)]),
  );
}
