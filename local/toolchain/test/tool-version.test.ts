import { acceptsVersion, readVersion } from "../tool-version";

describe("readVersion", () => {
  test.each([
    ["etcd Version: 3.7.3\nGit SHA: abc\nGo Version: go1.26.8\n", "3.7.3"],
    ["Kubernetes v1.34.4\n", "1.34.4"],
    ["v3.246.0\n", "3.246.0"],
    ["envoy  version: 9e5580933739775e8bce/1.40.0/Clean/RELEASE/BoringSSL", "1.40.0"],
    ["listening on 127.0.0.1", undefined],
    ["", undefined],
  ])("%j", (output, version) => {
    expect(readVersion(output)).toBe(version);
  });
});

describe("acceptsVersion", () => {
  test.each([
    ["same-minor", "1.34.4", "1.34.0", true],
    ["same-minor", "1.34.4", "1.34.9", true],
    ["same-minor", "1.34.4", "1.33.4", false],
    ["same-minor", "1.34.4", "1.35.4", false],
    ["same-minor", "1.34.4", "2.34.4", false],
    ["same-major-not-older", "3.246.0", "3.246.0", true],
    ["same-major-not-older", "3.246.1", "3.246.0", false],
    ["same-major-not-older", "3.246.1", "3.300.0", true],
    ["same-major-not-older", "3.246.0", "3.245.9", false],
    ["same-major-not-older", "3.246.0", "4.300.0", false],
  ] as const)("%s: wanted %s, found %s: %s", (accepts, wanted, found, expected) => {
    expect(acceptsVersion(accepts, wanted, found)).toBe(expected);
  });
});
