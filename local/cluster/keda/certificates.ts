import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { kedaAddresses } from "./addresses";
import { newAuthority, newCertificate } from "./certificate";
import type { Validity } from "./certificate";
import type { KedaFiles } from "./files";

/** Namespace of KEDA, which its own roles name as well. */
export const kedaNamespace = "keda";

/** Service by which the API server knows the metrics server. */
export const metricsServerService = "keda-metrics-apiserver";

/** Name by which the metrics server recognizes the API server. */
export const frontProxyName = "switchyard-front-proxy";

const lifetimeDays = 3650;
const dayMs = 24 * 60 * 60 * 1000;

/**
 * Creates the certificates of KEDA, and of the API server as its client, once per cluster. KEDA could create its own, but
 * would have to be started twice for that, and the API server needs its certificate before KEDA runs.
 */
export async function ensureCertificates(files: KedaFiles, slot: number, now: Date): Promise<void> {
  if (existsSync(files.certDir)) return;
  const contents = await certificateContents(files, slot, now);
  const unfinished = `${files.certDir}.new`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  for (const [file, content] of contents)
    writeFileSync(path.join(unfinished, path.basename(file)), content, { mode: 0o600 });
  renameSync(unfinished, files.certDir);
}

async function certificateContents(
  files: KedaFiles,
  slot: number,
  now: Date,
): Promise<ReadonlyMap<string, string>> {
  // Valid from a day ago, in case the clock is adjusted.
  const validity: Validity = {
    from: new Date(now.getTime() - dayMs),
    until: new Date(now.getTime() + lifetimeDays * dayMs),
  };
  const authority = await newAuthority("switchyard-keda", validity);
  const { operator, metricsServer } = kedaAddresses(slot);
  const keda = {
    name: "keda",
    dnsNames: [`${metricsServerService}.${kedaNamespace}.svc`],
    ipAddresses: [operator, metricsServer],
  };
  const own = await newCertificate(authority, keda, validity);
  const frontProxy = await newCertificate(
    authority,
    { name: frontProxyName, dnsNames: [], ipAddresses: [] },
    validity,
  );
  return new Map([
    [files.authority, authority.certificatePem],
    [files.certificate, own.certificatePem],
    [files.key, own.keyPem],
    [files.frontProxyCertificate, frontProxy.certificatePem],
    [files.frontProxyKey, frontProxy.keyPem],
  ]);
}
