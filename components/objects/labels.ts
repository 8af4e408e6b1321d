/** Switchyard's labels and annotations, and the well-known ones that it sets. Values never hold a slash: Kubernetes refuses it. */

/** The label that ties a model's pods to its Deployment and InferencePool. Its value is the model's object name. */
export const modelLabel = "switchyard.dev/model";

/** The same for the pods of a model's endpoint picker. */
export const endpointPickerLabel = "switchyard.dev/endpoint-picker";

/** What a model does, on its Deployment: the checks read it there, because no other part of a manifest has it. */
export const taskLabel = "switchyard.dev/task";

/** Changes with a configuration that a process reads only at startup, so that its pods are replaced. */
export const configDigestAnnotation = "switchyard.dev/config-digest";

/** Identifies a KEDA that a stack installed: the namespace of the stack's models, which is the only one that it watches. */
export const watchedNamespaceLabel = "switchyard.dev/watched-namespace";

/** The label that distinguishes the parts of a model and of a gateway. */
export function componentLabel(component: string): Record<string, string> {
  return { "app.kubernetes.io/component": component };
}

/** The recommended labels of Kubernetes, for every object that Switchyard creates. */
export function commonLabels(component: string, instance?: string): Record<string, string> {
  return {
    ...componentLabel(component),
    ...(instance === undefined ? {} : { "app.kubernetes.io/instance": instance }),
    "app.kubernetes.io/managed-by": "switchyard",
    "app.kubernetes.io/part-of": "switchyard",
  };
}
