import { webcrypto } from "node:crypto";
import type { Extension } from "@peculiar/x509";

/** A certificate and its key, as PEM. */
export interface CertificatePair {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** Signs certificates. */
export interface Authority extends CertificatePair {
  readonly name: string;
  readonly key: webcrypto.CryptoKey;
}

/** The subject of a certificate. */
export interface CertificateSpec {
  readonly name: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}

/** The validity period of a certificate. */
export interface Validity {
  readonly from: Date;
  readonly until: Date;
}

/** A new authority with a self-signed certificate. */
export async function newAuthority(name: string, validity: Validity): Promise<Authority> {
  const { BasicConstraintsExtension, KeyUsageFlags, KeyUsagesExtension } = await loadX509();
  const keys = await newKeys();
  const extensions = [
    new BasicConstraintsExtension(true, undefined, true),
    new KeyUsagesExtension(KeyUsageFlags.keyCertSign, true),
  ];
  const issuer = { name, key: keys.privateKey };
  const pair = await signed(issuer, { name, keys, extensions }, validity);
  return { ...issuer, ...pair };
}

/** A new key and its certificate, for a process that is a server, a client or both. */
export async function newCertificate(
  authority: Authority,
  { name, dnsNames, ipAddresses }: CertificateSpec,
  validity: Validity,
): Promise<CertificatePair> {
  const { ExtendedKeyUsage, ExtendedKeyUsageExtension, SubjectAlternativeNameExtension } = await loadX509();
  const names = [
    ...dnsNames.map((value) => ({ type: "dns" as const, value })),
    ...ipAddresses.map((value) => ({ type: "ip" as const, value })),
  ];
  const extensions = [
    new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth, ExtendedKeyUsage.clientAuth]),
    ...(names.length === 0 ? [] : [new SubjectAlternativeNameExtension(names)]),
  ];
  return signed(authority, { name, keys: await newKeys(), extensions }, validity);
}

interface CertificateRequest {
  readonly name: string;
  readonly keys: webcrypto.CryptoKeyPair;
  readonly extensions: Extension[];
}

async function signed(
  issuer: Pick<Authority, "name" | "key">,
  { name, keys, extensions }: CertificateRequest,
  validity: Validity,
): Promise<CertificatePair> {
  const { PemConverter, X509CertificateGenerator } = await loadX509();
  const certificate = await X509CertificateGenerator.create({
    subject: [{ CN: [name] }],
    issuer: [{ CN: [issuer.name] }],
    notBefore: validity.from,
    notAfter: validity.until,
    publicKey: keys.publicKey,
    signingKey: issuer.key,
    extensions,
  });
  const key = await webcrypto.subtle.exportKey("pkcs8", keys.privateKey);
  return {
    certificatePem: `${certificate.toString("pem")}\n`,
    keyPem: `${PemConverter.encode(key, PemConverter.PrivateKeyTag)}\n`,
  };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, ["sign", "verify"]);
}

/** Slow to load, and needed once per cluster; the polyfill has to be loaded first. */
async function loadX509() {
  await import("reflect-metadata");
  return import("@peculiar/x509");
}
