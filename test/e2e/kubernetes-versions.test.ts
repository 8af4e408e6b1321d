/**
 * One cluster that begins with the oldest Kubernetes and moves to the current one, which is asked about random stacks and, at
 * last, loses its stack.
 */
import { kedaInTheCluster } from "./one-cluster/keda-in-the-cluster";
import { minimumKubernetes } from "./one-cluster/minimum-kubernetes";
import { randomStacks } from "./one-cluster/random-stacks";

/** Building the tools from source on a machine where nothing is cached takes most of this. */
jest.setTimeout(50 * 60_000);

minimumKubernetes();
randomStacks();
kedaInTheCluster();
