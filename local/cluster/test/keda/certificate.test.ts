import { createPrivateKey, X509Certificate } from "node:crypto";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { connect, createServer } from "node:tls";
import type { TLSSocket } from "node:tls";
import { newAuthority, newCertificate } from "../../keda/certificate";
import type { Authority, CertificatePair } from "../../keda/certificate";

const validity = { from: new Date("2026-01-02T03:04:05Z"), until: new Date("2046-01-02T03:04:05Z") };
let authority: Authority;
let pair: CertificatePair;
let certificate: X509Certificate;

beforeAll(async () => {
  authority = await newAuthority("test-authority", validity);
  const spec = {
    name: "keda",
    dnsNames: ["keda.example.svc"],
    ipAddresses: ["10.64.254.0", "127.0.0.1"],
  };
  pair = await newCertificate(authority, spec, validity);
  certificate = new X509Certificate(pair.certificatePem);
});

test("an authority signs itself and is one", () => {
  const own = new X509Certificate(authority.certificatePem);
  expect(own.subject).toBe("CN=test-authority");
  expect(own.issuer).toBe("CN=test-authority");
  expect(own.ca).toBe(true);
  expect(own.verify(own.publicKey)).toBe(true);
  expect(own.checkPrivateKey(createPrivateKey(authority.keyPem))).toBe(true);
});

test("a certificate is signed by its authority, and is none", () => {
  const issuer = new X509Certificate(authority.certificatePem);
  expect(certificate.subject).toBe("CN=keda");
  expect(certificate.issuer).toBe("CN=test-authority");
  expect(certificate.checkIssued(issuer)).toBe(true);
  expect(certificate.verify(issuer.publicKey)).toBe(true);
  expect(certificate.ca).toBe(false);
  expect(certificate.checkPrivateKey(createPrivateKey(pair.keyPem))).toBe(true);
});

test("a certificate says its names, its addresses and its times", () => {
  expect(certificate.subjectAltName).toBe(
    "DNS:keda.example.svc, IP Address:10.64.254.0, IP Address:127.0.0.1",
  );
  expect(new Date(certificate.validFrom)).toEqual(validity.from);
  expect(new Date(certificate.validTo)).toEqual(validity.until);
  // Server and client authentication: KEDA's two processes use one certificate for both.
  expect(certificate.keyUsage).toEqual(["1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2"]);
});

test("two certificates have different keys and serial numbers", async () => {
  const spec = { name: "keda", dnsNames: [], ipAddresses: [] };
  const { certificatePem } = await newCertificate(authority, spec, validity);
  const other = new X509Certificate(certificatePem);
  expect(other.subjectAltName).toBeUndefined();
  expect(other.serialNumber).not.toBe(certificate.serialNumber);
  expect(other.publicKey.equals(certificate.publicKey)).toBe(false);
});

test("an authority may sign certificates and nothing else", () => {
  const { raw } = new X509Certificate(authority.certificatePem);
  // Key usage (2.5.29.15), critical, of which only bit 5 is set; node:crypto does not read it of an authority.
  expect(raw.toString("hex")).toContain("0603551d0f0101ff040403020204");
});

test("two programs of one authority recognize each other", async () => {
  const identity = { key: pair.keyPem, cert: pair.certificatePem, ca: authority.certificatePem };
  const server = createServer({ ...identity, requestCert: true, rejectUnauthorized: true });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  try {
    const accepted = once(server, "secureConnection");
    const { port } = server.address() as AddressInfo;
    const client = connect({ ...identity, host: "127.0.0.1", port, servername: "keda.example.svc" });
    await once(client, "secureConnect");
    const [socket] = (await accepted) as [TLSSocket];
    expect(client.authorized).toBe(true);
    expect(socket.authorized).toBe(true);
    expect(socket.getPeerCertificate().subject.CN).toBe("keda");
    client.destroy();
  } finally {
    server.close();
  }
});
