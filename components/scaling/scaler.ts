import type { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import type { ModelServingSpec } from "../model/model-serving-props";
import type { Problem } from "../problems/problems";
import type { ManifestSet } from "../proof/views";
import type { ScalingSpec } from "./scaling-props";

/** The objects of a namespace that let a scaler see the requests of its models. */
export interface ScalerAccess {
  /** Objects that depend on the namespace. */
  readonly namespaced: readonly ApiObject[];
  /** Objects that a scaled model depends on. */
  readonly needs: readonly ApiObject[];
}

/** Makes the replicas of models follow their requests. */
export interface Scaler {
  /** Adds the objects that a namespace needs once. */
  addAccess(scope: Construct, namespace: string): ScalerAccess;
  /** Adds the object that scales one model. */
  addScaler(scope: Construct, id: string, spec: ModelServingSpec, scaling: ScalingSpec): ApiObject;
  /** Checks of manifests from any source. */
  readonly checks: readonly ((set: ManifestSet) => readonly Problem[])[];
}
