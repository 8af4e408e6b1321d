/** Labels and annotations of our own, and the well-known ones that we set. Values never hold a slash: Kubernetes refuses it. */

/** The label that ties a model's pods to its Deployment and InferencePool. Its value is the model's object name. */
export const modelLabel = "switchyard.dev/model";

/** The same for the pods of a model's endpoint picker. */
export const endpointPickerLabel = "switchyard.dev/endpoint-picker";

/** What a model does, on its Deployment: the checks read it there, and no manifest says it otherwise. */
export const taskLabel = "switchyard.dev/task";

/** Changes when a configuration changes that a process reads only at its start, so that its pods are replaced. */
export const configDigestAnnotation = "switchyard.dev/config-digest";

/** What a KEDA is known by that a stack has installed: the namespace of the stack's models, which is the only one that it watches. */
export const watchedNamespaceLabel = "switchyard.dev/watched-namespace";

/** The label that tells the parts of a model and of a gateway apart. */
export function componentLabel(component: string): Record<string, string> {
  return { "app.kubernetes.io/component": component };
}

/** The recommended labels of Kubernetes, for every object that we make. */
export function commonLabels(component: string, instance?: string): Record<string, string> {
  return {
    ...componentLabel(component),
    ...(instance === undefined ? {} : { "app.kubernetes.io/instance": instance }),
    "app.kubernetes.io/managed-by": "switchyard",
    "app.kubernetes.io/part-of": "switchyard",
  };
}
