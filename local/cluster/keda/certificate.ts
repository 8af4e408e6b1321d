import { generateKeyPairSync, randomBytes, sign, type KeyObject } from "node:crypto";
import { bitString, der, integer, objectIdentifier, sequence, utcTime, utf8String } from "./der";

/** A certificate and its key, as PEM. */
export interface CertificatePair {
  readonly certificatePem: string;
  readonly keyPem: string;
}

/** Who signs certificates. */
export interface Authority extends CertificatePair {
  readonly name: string;
  readonly key: KeyObject;
}

/** What a certificate of a process says. */
export interface CertificateSpec {
  readonly name: string;
  readonly dnsNames: readonly string[];
  readonly ipAddresses: readonly string[];
}

/** Between what moments a certificate is valid. */
export interface Validity {
  readonly from: Date;
  readonly until: Date;
}

const ecdsaWithSha256 = sequence(objectIdentifier("1.2.840.10045.4.3.2"));
const booleanTrue = der(0x01, Buffer.from([0xff]));
const versionThree = der(0xa0, integer(Buffer.from([2])));
const serverAndClient = ["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"];

/** A new authority with a certificate that it signs itself. */
export function newAuthority(name: string, validity: Validity): Authority {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const isAuthority = extension("2.5.29.19", true, sequence(booleanTrue));
  const signsCertificates = extension("2.5.29.15", true, der(0x03, Buffer.from([2, 0b0000_0100])));
  const subject = { name, publicKey, extensions: [isAuthority, signsCertificates] };
  const certificatePem = signed({ name, key: privateKey }, subject, validity);
  return { name, key: privateKey, certificatePem, keyPem: pemOf(privateKey) };
}

/** A new key and its certificate, for a process that serves under some names, or is a client. */
export function newCertificate(
  authority: Authority,
  { name, dnsNames, ipAddresses }: CertificateSpec,
  validity: Validity,
): CertificatePair {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const names = [
    ...dnsNames.map((dnsName) => der(0x82, Buffer.from(dnsName))),
    ...ipAddresses.map((address) => der(0x87, Buffer.from(address.split(".").map(Number)))),
  ];
  const usages = serverAndClient.map((usage) => objectIdentifier(usage));
  const extensions = [
    extension("2.5.29.37", false, sequence(...usages)),
    ...(names.length === 0 ? [] : [extension("2.5.29.17", false, sequence(...names))]),
  ];
  const certificatePem = signed(authority, { name, publicKey, extensions }, validity);
  return { certificatePem, keyPem: pemOf(privateKey) };
}

interface Subject {
  readonly name: string;
  readonly publicKey: KeyObject;
  readonly extensions: readonly Buffer[];
}

function signed(issuer: Pick<Authority, "name" | "key">, subject: Subject, validity: Validity): string {
  const content = sequence(
    versionThree,
    integer(randomBytes(16)),
    ecdsaWithSha256,
    distinguishedName(issuer.name),
    sequence(utcTime(validity.from), utcTime(validity.until)),
    distinguishedName(subject.name),
    subject.publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(...subject.extensions)),
  );
  const signature = sign("sha256", content, issuer.key);
  const base64 = sequence(content, ecdsaWithSha256, bitString(signature)).toString("base64");
  const lines = base64.match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lines.join("\n")}\n-----END CERTIFICATE-----\n`;
}

/** A common name and nothing else. */
function distinguishedName(name: string): Buffer {
  return sequence(der(0x31, sequence(objectIdentifier("2.5.4.3"), utf8String(name))));
}

function extension(identifier: string, critical: boolean, value: Buffer): Buffer {
  return sequence(objectIdentifier(identifier), ...(critical ? [booleanTrue] : []), der(0x04, value));
}

function pemOf(key: KeyObject): string {
  return key.export({ type: "pkcs8", format: "pem" }).toString();
}
