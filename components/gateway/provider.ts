/**
 * What Switchyard needs from a gateway. A provider is a folder below this one that implements it, and a line in `providers.ts`. It
 * is plain data and pure functions: charts, checks, the routing proof and the cost all read the same facts.
 */
import type { k8s } from "cdk8s-plus-28";
import type { ModelServingSpec } from "../model/model-serving-props";
import type { Named } from "../model/request-names";
import type { Task } from "../model/task";
import type { PodRequest } from "../objects/pod-requests";
import type { HelmChartProps } from "../plan/helm-chart";
import type { Problem } from "../problems/problems";
import type { ManifestSet } from "../proof/views";
import type { GatewayCapabilities } from "./capabilities";
import type { Exposure, InferenceGatewaySpec } from "./gateway-props";

/** A gateway that serves models. */
export interface GatewayProvider {
  /** Short name, such as `gke`. */
  readonly name: string;
  /** Name in messages and documents, such as `GKE`. */
  readonly title: string;
  /** Why it cannot be used in a cluster that the stack makes; `undefined` if it can. */
  readonly needsExistingCluster: string | undefined;
  /** Keys of a stack file that mean nothing to it, such as `gateway.proxySubnet`: a stack that sets one is refused. */
  readonly unusedKeys: readonly UnusableKey[];
  /**
   * The gateway class of each exposure, which may be the same. A class belongs to one provider, so it identifies the provider
   * of manifests.
   */
  readonly classes: Readonly<Record<Exposure, string>>;
  /** Names of its shared objects, which a model's objects must not have. */
  readonly reservedNames: readonly string[];
  readonly capabilities: GatewayCapabilities;
  readonly routing: BodyRouting;
  /** What its Gateway has besides what every Gateway has. */
  readonly gatewayAdditions: (gateway: InferenceGatewaySpec) => GatewayAdditions;
  /** Pods that it adds to the gateway's namespace. Only the listed peers can connect to them. */
  readonly workloads: (gateway: InferenceGatewaySpec) => readonly GatewayWorkload[];
  /** How it can rely on the endpoint pickers of its pools. */
  readonly endpointPickers: EndpointPickers;
  /** Who calls model servers and endpoint pickers for the gateway, including its health checks. */
  readonly peers: (gateway: InferenceGatewaySpec) => readonly k8s.NetworkPolicyPeer[];
  /** Objects that a stack has once, besides its Gateway. */
  readonly stackObjects: (gateway: InferenceGatewaySpec) => readonly StackObject[];
  /** Objects that a model has once, however many variants it has: called with the lead variant. */
  readonly modelObjects: (model: ModelServingSpec) => readonly ModelObject[];
  /** Objects of each pool: a variant has one. */
  readonly poolObjects: (variant: ModelServingSpec) => readonly ModelObject[];
  /** Helm charts of a stack. Those that do not come before the Gateway are installed once all of its objects exist. */
  readonly helmCharts: readonly GatewayHelmChart[];
  /** Objects that a Service needs before the gateway calls it, such as a health check. @default - none */
  readonly serviceObjects?: (service: BackendService) => readonly StackObject[];
  /**
   * Limits of its load balancer that the models of a stack may exceed together.
   * @param otherMatches matches of the stack's routes that lead to no model.
   */
  readonly checkModels: (
    models: readonly { readonly task: Task }[],
    otherMatches: number,
  ) => readonly Problem[];
  /** Its own checks of manifests, wherever they come from. */
  readonly checks: readonly ((set: ManifestSet) => readonly Problem[])[];
  /** What the gateway itself costs; `undefined` if it costs nothing apart from the nodes that it runs on. */
  readonly cost: (exposure: Exposure) => GatewayCost | undefined;
}

/** Keys of a stack file that only some gateways use. */
export type UnusableKey = "gateway.proxySubnet" | "router";

/** What a provider adds to a Gateway. */
export interface GatewayAdditions {
  readonly annotations?: Readonly<Record<string, string>>;
  /** How its controller makes the proxies. */
  readonly infrastructure?: {
    /** Labels of what the controller creates. */
    readonly labels?: Record<string, string>;
    /** An object of the same namespace with further settings. */
    readonly parametersRef?: { readonly group: string; readonly kind: string; readonly name: string };
  };
}

/** The endpoint pickers of a gateway's pools. */
export interface EndpointPickers {
  /** What becomes of a request while the picker of its pool does not answer: it goes to any pod, or fails. */
  readonly failureMode: "FailOpen" | "FailClose";
  /** Pickers of a pool. With several, one can go without any request failing for long. */
  readonly replicas: number;
}

/** How the name in a request's body decides its route. */
export interface BodyRouting {
  /** The header by which routes distinguish models. The gateway sets it from the body. */
  readonly header: string;
  /** A header that has the requested name as the client wrote it, served or not. @default - there is none */
  readonly requestedNameHeader?: string;
  /** Values of the header that the route of a model matches. */
  readonly valuesOf: (model: Named) => readonly string[];
  /** The names that the gateway knows, read from manifests as the gateway reads them. */
  readonly readNames: (set: ManifestSet) => KnownNames;
  /** Possible values of the header for a name that nothing serves; `undefined` is a request without it. */
  readonly unknownValues: readonly (string | undefined)[];
}

/** The names that a gateway knows, and problems that keep it from knowing others. */
export interface KnownNames {
  readonly names: readonly KnownName[];
  readonly problems: readonly Problem[];
}

/** A name that clients may send, and what the gateway makes of it. */
export interface KnownName {
  readonly name: string;
  /** `other`: an alias or an adapter. */
  readonly kind: "model" | "other";
  readonly baseModel: string;
  /** Value of the routing header for this name. */
  readonly headerValue: string;
}

/** Pods of one kind that a provider runs next to the models. */
export interface GatewayWorkload {
  /** Part of the ids of its network policy and its disruption budget. It never changes. */
  readonly id: string;
  /** Name of both objects. */
  readonly name: string;
  /** Labels of its pods. */
  readonly podLabels: Readonly<Record<string, string>>;
  /** Resource requests of one of its pods. */
  readonly request: PodRequest;
  /**
   * How many pods there are.
   * @default - what `router.replicas` says
   */
  readonly replicas?: number;
  readonly ports: {
    /** Ports that the gateway calls. */
    readonly gateway: readonly number[];
    /** Ports that serve metrics. */
    readonly metrics: readonly number[];
    /** Ports that clients call: those of a gateway whose proxies are these pods. */
    readonly clients: readonly number[];
  };
}

/** Name, namespace and labels of an object; an object of the whole cluster has no namespace. */
export interface ProviderMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels: Record<string, string>;
  readonly annotations?: Record<string, string>;
}

/** An object of a provider, as plain data. */
export interface ProviderManifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ProviderMetadata;
  readonly [field: string]: unknown;
}

/** A Service of the gateway's namespace that a route leads to. */
export interface BackendService {
  readonly name: string;
  readonly namespace: string;
  readonly port: number;
  /** Path that a healthy pod answers with 200. */
  readonly healthPath: string;
}

/** An object of a provider that a stack has once. It is created after the namespace. */
export interface StackObject {
  /** Id in the chart of the gateway. It never changes, because the engine identifies the object by it. */
  readonly id: string;
  readonly manifest: ProviderManifest;
  /** Whether it refers to the Gateway, and why that must exist first. */
  readonly afterGateway?: string | undefined;
  /** Whether the Gateway refers to it, and why it must exist first. */
  readonly beforeGateway?: string | undefined;
}

/** The objects of a model that an object of a provider can refer to. */
export type ModelPart = "pool" | "route" | "endpointPickerService";

/** An object of a provider that belongs to a model or to a pool. */
export interface ModelObject {
  /** Id in the chart of the model. It never changes, because the engine identifies the object by it. */
  readonly id: string;
  readonly manifest: ProviderManifest;
  /** What must exist first, and why; if empty, only the namespace. */
  readonly after: readonly { readonly part: ModelPart; readonly because: string }[];
}

/** The parts of a stack that the Helm charts of its gateway depend on. */
export interface GatewayStack {
  readonly gateway: Pick<InferenceGatewaySpec, "name" | "namespace">;
  readonly models: readonly Named[];
  /** Replicas of the provider's own pods. */
  readonly replicas: number;
}

/** A Helm chart of a provider. */
export interface GatewayHelmChart {
  /** Id in the plan. It never changes, because the engine identifies the chart by it. */
  readonly id: string;
  /** What the engine calls it: `BodyBasedRouter` is of the type `switchyard:cloud:BodyBasedRouter`. It never changes. */
  readonly component: string;
  /** The chart for a stack. */
  readonly helm: (stack: GatewayStack) => HelmChartProps;
  /**
   * Why the Gateway, the provider's objects and the charts after it have to wait for it.
   * @default - it waits for all objects of the gateway
   */
  readonly beforeGateway?: string | undefined;
  /**
   * Labels of its namespace, if the stack creates that together with the chart.
   * @default - its namespace exists: it is that of the gateway or of another chart
   */
  readonly newNamespace?: Readonly<Record<string, string>> | undefined;
}

/** The price of a gateway, without traffic. */
export interface GatewayCost {
  /** What is paid for, such as `forwarding rule`. */
  readonly detail: string;
  readonly usdPerHour: number;
}
