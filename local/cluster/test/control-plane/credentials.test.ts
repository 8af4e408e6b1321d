import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import {
  dropExpiringCertificate,
  ensureCredentials,
  parseTokenFile,
  tokenFile,
} from "../../control-plane/credentials";
import { controlPlaneFiles } from "../../control-plane/files";
import type { ControlPlaneFiles } from "../../control-plane/files";
import { clusterSettings } from "../../settings";

/** Made for this test, valid until 2036-11-21. */
const certificate = `-----BEGIN CERTIFICATE-----
MIIBczCCARmgAwIBAgIUTnB9BnksyakHhCJMKGTA4IAauVswCgYIKoZIzj0EAwIw
DzENMAsGA1UEAwwEdGVzdDAeFw0yNjExMjEyMTEwMjdaFw0zNjExMjEyMTEwMjda
MA8xDTALBgNVBAMMBHRlc3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNCAATHijqf
wyx6qdBuj77N52gqZ2suLGjq7Ob/6dTITuJfQXNTJfUSUPFvzQ8UGdy92AFeynsT
pHzkJl/hV7vOXVy1o1MwUTAdBgNVHQ4EFgQUM2FHFxLqFjhkIGT7SouT0+Q/pj8w
HwYDVR0jBBgwFoAUM2FHFxLqFjhkIGT7SouT0+Q/pj8wDwYDVR0TAQH/BAUwAwEB
/zAKBggqhkjOPQQDAgNIADBFAiEAiZ9ecO5h7YG+B3FZ/lar3iHRUsYdaMxsNweA
8lrFtjkCICd4wCiXSgHRwba0fhLEVUuh0JMVzVxGTlDn10U4vHai
-----END CERTIFICATE-----
`;

let root: string;
let files: ControlPlaneFiles;

beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), "credentials-"));
  files = controlPlaneFiles(clusterSettings(0, root));
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

test("tokens and signing key are made once, and for their owner alone", () => {
  const first = ensureCredentials(files);
  const key = readFileSync(files.serviceAccountKey, "utf8");
  expect(first.admin).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(Object.values(first)).size).toBe(3);
  expect(key).toMatch(/^-----BEGIN PRIVATE KEY-----/);
  expect([files.tokens, files.serviceAccountKey].map((file) => statSync(file).mode & 0o777)).toEqual([
    0o600, 0o600,
  ]);
  expect(statSync(files.dir).mode & 0o777).toBe(0o700);

  expect(ensureCredentials(files)).toEqual(first);
  expect(readFileSync(files.serviceAccountKey, "utf8")).toBe(key);
});

test("only the administrator is in a group", () => {
  expect(tokenFile(() => "secret")).toBe(
    "secret,switchyard-admin,switchyard-admin,system:masters\n" +
      "secret,system:kube-controller-manager,system:kube-controller-manager\n" +
      "secret,system:kube-scheduler,system:kube-scheduler\n",
  );
});

test("a token file that lost a line is refused by the user's name", () => {
  expect(() => parseTokenFile("a,switchyard-admin,x,system:masters\n")).toThrow(
    "tokens.csv has no token of system:kube-controller-manager",
  );
});

describe("a serving certificate", () => {
  beforeEach(() => {
    mkdirSync(files.certDir, { recursive: true });
    writeFileSync(files.servingCertificate, certificate);
    writeFileSync(files.servingKey, "key");
  });

  test.each([
    ["is kept while it is valid for more than a month", "2036-10-15T00:00:00Z", true],
    ["is dropped in its last month, so that the API server makes another", "2036-11-05T00:00:00Z", false],
  ])("%s", (_, now, kept) => {
    dropExpiringCertificate(files, Date.parse(now));
    expect(existsSync(files.servingCertificate)).toBe(kept);
    expect(existsSync(files.servingKey)).toBe(kept);
  });

  test("is dropped when it was cut off as it was written", () => {
    writeFileSync(files.servingCertificate, certificate.slice(0, 100));
    dropExpiringCertificate(files, Date.parse("2027-01-01T00:00:00Z"));
    expect(existsSync(files.servingCertificate)).toBe(false);
    expect(existsSync(files.servingKey)).toBe(false);
  });
});
