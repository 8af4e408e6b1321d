import type { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { ModelServingSpec } from "../model/model-serving-props";
import type { Problem } from "../problems/problems";
import type { ManifestSet } from "../proof/views";
import type { ScalingSpec } from "./scaling-props";

/** The objects of a namespace that let a scaler see the requests of its models. */
export interface ScalerAccess {
  /** Those that need the namespace first. */
  readonly namespaced: readonly ApiObject[];
  /** Those that a scaled model needs first. */
  readonly needs: readonly ApiObject[];
}

/** Makes the replicas of models follow their requests. */
export interface Scaler {
  /** Adds what a namespace needs once. */
  addAccess(scope: Construct, namespace: string): ScalerAccess;
  /** Adds the object that scales one model. */
  addScaler(scope: Construct, id: string, spec: ModelServingSpec, scaling: ScalingSpec): ApiObject;
  /** Rules over manifests, which hold whoever wrote them. */
  readonly checks: readonly ((set: ManifestSet) => readonly Problem[])[];
}
