import { podAddress } from "@switchyard/contracts/pod-network";
import type { ClusterPorts } from "../settings";
import type { ControlPlaneFiles } from "./files";

/** Inputs of the control plane's command lines. */
export interface ControlPlaneLayout {
  readonly slot: number;
  readonly ports: ClusterPorts;
  readonly files: ControlPlaneFiles;
  /** How the API server identifies itself to API servers that it forwards requests to. @default - there are none */
  readonly frontProxy?: FrontProxy | undefined;
}

/** A client certificate for the requests that the API server forwards, and who may use it. */
export interface FrontProxy {
  readonly name: string;
  readonly authorityFile: string;
  readonly certificateFile: string;
  readonly keyFile: string;
}

/** Addresses of Services: nothing listens there, so every slot can use the same range. */
const serviceRange = "10.96.0.0/16";

const loopback = "127.0.0.1";

/**
 * etcd listens on sockets in its own folder, because it does not authenticate clients: only the owner may open the folder.
 * The names are relative to the working directory, because a socket's path may not exceed 107 characters.
 */
const etcdClientUrl = "unix://etcd.sock";
const etcdPeerUrl = "unix://etcd-peer.sock";

/** Arguments of etcd, for the control plane's folder as working directory. */
export function etcdArguments({ files }: ControlPlaneLayout): readonly string[] {
  return [
    "--name=local",
    `--data-dir=${files.etcdDataDir}`,
    `--listen-client-urls=${etcdClientUrl}`,
    `--advertise-client-urls=${etcdClientUrl}`,
    `--listen-peer-urls=${etcdPeerUrl}`,
    `--initial-advertise-peer-urls=${etcdPeerUrl}`,
    `--initial-cluster=local=${etcdPeerUrl}`,
    `--quota-backend-bytes=${256 * 1024 * 1024}`,
    "--snapshot-count=5000",
    "--log-level=warn",
  ];
}

/** Arguments of the API server, for the control plane's folder as working directory. */
export function apiServerArguments(layout: ControlPlaneLayout): readonly string[] {
  const { slot, ports, files, frontProxy } = layout;
  return [
    `--etcd-servers=${etcdClientUrl}`,
    `--bind-address=${loopback}`,
    `--secure-port=${ports.apiServer}`,
    `--cert-dir=${files.certDir}`,
    // A machine without a network has no address to detect; this one is never dialled, as no endpoint is published.
    `--advertise-address=${podAddress(slot, 65_534)}`,
    "--endpoint-reconciler-type=none",
    `--service-cluster-ip-range=${serviceRange}`,
    `--token-auth-file=${files.tokens}`,
    "--anonymous-auth=false",
    "--authorization-mode=RBAC",
    "--service-account-issuer=https://kubernetes.default.svc",
    `--service-account-key-file=${files.serviceAccountKey}`,
    `--service-account-signing-key-file=${files.serviceAccountKey}`,
    "--event-ttl=30m",
    "--shutdown-delay-duration=0s",
    "--profiling=false",
    ...(frontProxy === undefined ? [] : frontProxyArguments(frontProxy)),
  ];
}

/** The header names are the usual ones of Kubernetes API servers. */
function frontProxyArguments(frontProxy: FrontProxy): readonly string[] {
  return [
    `--proxy-client-cert-file=${frontProxy.certificateFile}`,
    `--proxy-client-key-file=${frontProxy.keyFile}`,
    `--requestheader-client-ca-file=${frontProxy.authorityFile}`,
    `--requestheader-allowed-names=${frontProxy.name}`,
    "--requestheader-username-headers=X-Remote-User",
    "--requestheader-group-headers=X-Remote-Group",
    "--requestheader-extra-headers-prefix=X-Remote-Extra-",
  ];
}

/** Arguments of the controller manager: every controller except those that have nothing to do here. */
export function controllerManagerArguments({ ports, files }: ControlPlaneLayout): readonly string[] {
  return [
    `--kubeconfig=${files.controllerManagerKubeconfig}`,
    `--bind-address=${loopback}`,
    `--secure-port=${ports.controllerManager}`,
    `--controllers=${["*", ...unusedControllers.map((name) => `-${name}`)].join(",")}`,
    `--root-ca-file=${files.servingCertificate}`,
    `--service-account-private-key-file=${files.serviceAccountKey}`,
    // Each controller has its own rights, as on GKE.
    "--use-service-account-credentials=true",
    "--leader-elect=false",
    "--profiling=false",
  ];
}

/**
 * Only names that every release from the minimum on knows, because the controller manager exits at any other. Controllers
 * that need a cloud are not listed: 1.34 skips them by itself, and later releases do not have them
 * (kubernetes/kubernetes, cmd/kube-controller-manager/app, v1.34.4 and v1.37.2).
 */
const unusedControllers = [
  // The agent assigns the pods' addresses.
  "node-ipam-controller",
  // It publishes authorities, and refuses the API server's self-signed certificate as one.
  "kube-apiserver-serving-clustertrustbundle-publisher-controller",
];

/** Arguments of the scheduler. */
export function schedulerArguments({ ports, files }: ControlPlaneLayout): readonly string[] {
  return [
    `--kubeconfig=${files.schedulerKubeconfig}`,
    `--bind-address=${loopback}`,
    `--secure-port=${ports.scheduler}`,
    "--leader-elect=false",
    "--profiling=false",
  ];
}
