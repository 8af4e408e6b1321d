import path from "node:path";
import type { ClusterSettings } from "../settings";

/** Files of istiod, all in one folder that only its owner may read. */
export interface IstioFiles {
  readonly dir: string;
  readonly kubeconfig: string;
  readonly token: string;
  readonly meshConfig: string;
}

/** Where the istiod of a cluster keeps its files. */
export function istioFiles({ stateDir }: Pick<ClusterSettings, "stateDir">): IstioFiles {
  const dir = path.join(stateDir, "istio");
  return {
    dir,
    kubeconfig: path.join(dir, "kubeconfig"),
    token: path.join(dir, "token"),
    meshConfig: path.join(dir, "mesh.json"),
  };
}
