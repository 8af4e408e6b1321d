import path from "node:path";

/** Paths of Envoy's files below the state folder. */
export interface EnvoyPaths {
  readonly bootstrap: string;
  readonly listeners: string;
  readonly clusters: string;
  readonly routeDir: string;
  readonly endpointDir: string;
  /** Record of the running Envoy, so that one left behind by a killed controller can be found. */
  readonly identity: string;
  readonly log: string;
  readonly accessLog: string;
}

/** The paths of one cluster's Envoy; absolute, because Envoy reads them too. */
export function envoyPaths(stateDir: string): EnvoyPaths {
  const envoyDir = path.resolve(stateDir, "envoy");
  const logDir = path.resolve(stateDir, "logs");
  return {
    bootstrap: path.join(envoyDir, "bootstrap.json"),
    listeners: path.join(envoyDir, "listeners.json"),
    clusters: path.join(envoyDir, "clusters.json"),
    routeDir: path.join(envoyDir, "routes"),
    endpointDir: path.join(envoyDir, "endpoints"),
    identity: path.join(envoyDir, "process.json"),
    log: path.join(logDir, "envoy.log"),
    accessLog: path.join(logDir, "envoy-access.log"),
  };
}

/** The file of one resource in a folder of them. */
export function resourceFile(dir: string, resource: string): string {
  return path.join(dir, `${resource}.json`);
}
