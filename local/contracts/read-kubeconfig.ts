import { KubeConfig } from "@kubernetes/client-node";

/**
 * Reads a kubeconfig, to create clients of an API server: `readKubeconfig(file).makeApiClient(CoreV1Api)`.
 * @throws Error when the file cannot be read.
 */
export function readKubeconfig(file: string): KubeConfig {
  const config = new KubeConfig();
  config.loadFromFile(file);
  return config;
}
