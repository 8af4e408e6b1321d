import { acceptsVersion, readVersion } from "../tool-version";

describe("readVersion", () => {
  test.each([
    ["etcd Version: 9.5.3\nGit SHA: abc\nGo Version: go1.26.8\n", "9.5.3"],
    ["Kubernetes v1.90.4\n", "1.90.4"],
    ["v93.246.0\n", "93.246.0"],
    ["envoy  version: 9e5580933739775e8bce/1.94.0/Clean/RELEASE/BoringSSL", "1.94.0"],
    ["listening on 127.0.0.1", undefined],
    ["", undefined],
  ])("%j", (output, version) => {
    expect(readVersion(output)).toBe(version);
  });
});

describe("acceptsVersion", () => {
  test.each([
    ["same-minor", "1.90.4", "1.90.0", true],
    ["same-minor", "1.90.4", "1.90.9", true],
    ["same-minor", "1.90.4", "1.89.4", false],
    ["same-minor", "1.90.4", "1.91.4", false],
    ["same-minor", "1.90.4", "2.90.4", false],
    ["same-major-not-older", "93.246.0", "93.246.0", true],
    ["same-major-not-older", "93.246.1", "93.246.0", false],
    ["same-major-not-older", "93.246.1", "93.300.0", true],
    ["same-major-not-older", "93.246.0", "93.245.9", false],
    ["same-major-not-older", "93.246.0", "94.300.0", false],
  ] as const)("%s: wanted %s, found %s: %s", (accepts, wanted, found, expected) => {
    expect(acceptsVersion(accepts, wanted, found)).toBe(expected);
  });
});
