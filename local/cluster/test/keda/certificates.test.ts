import { X509Certificate } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ensureCertificates } from "../../keda/certificates";
import { kedaFiles } from "../../keda/files";
import type { KedaFiles } from "../../keda/files";

let folder: string;
let files: KedaFiles;
const now = new Date("2026-11-22T03:00:00Z");

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "keda-certificates-"));
  files = kedaFiles({ stateDir: folder });
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function read(file: string): X509Certificate {
  return new X509Certificate(readFileSync(file));
}

test("one authority signs both: KEDA's under its names and addresses, and the API server's under its own name", async () => {
  await ensureCertificates(files, 3, now);
  const authority = read(files.authority);
  const own = read(files.certificate);
  const frontProxy = read(files.frontProxyCertificate);
  expect(own.subjectAltName).toBe(
    "DNS:keda-metrics-apiserver.keda.svc, IP Address:10.67.253.255, IP Address:10.67.254.0",
  );
  expect(frontProxy.subject).toBe("CN=switchyard-front-proxy");
  expect([own, frontProxy].map((one) => one.verify(authority.publicKey))).toEqual([true, true]);
  expect(new Date(own.validFrom)).toEqual(new Date("2026-11-21T03:00:00Z"));
  expect(new Date(own.validTo)).toEqual(new Date("2036-11-19T03:00:00Z"));
});

test("only the owner may read them", async () => {
  await ensureCertificates(files, 3, now);
  const names = readdirSync(files.certDir);
  expect(names.sort()).toEqual(["ca.crt", "front-proxy.crt", "front-proxy.key", "tls.crt", "tls.key"]);
  for (const name of names) expect(statSync(path.join(files.certDir, name)).mode & 0o777).toBe(0o600);
  expect(statSync(files.certDir).mode & 0o777).toBe(0o700);
});

test("a cluster keeps them", async () => {
  await ensureCertificates(files, 3, now);
  const before = readFileSync(files.key, "utf8");
  await ensureCertificates(files, 3, now);
  expect(readFileSync(files.key, "utf8")).toBe(before);
});

test("what an interrupted start has left is made anew, as a whole", async () => {
  mkdirSync(`${files.certDir}.new`, { recursive: true });
  writeFileSync(path.join(`${files.certDir}.new`, "half.key"), "");
  await ensureCertificates(files, 3, now);
  expect(readdirSync(files.certDir)).toHaveLength(5);
  expect(readdirSync(files.dir)).toEqual(["certificates"]);
});
