import fc from "fast-check";
import {
  checkGkeVersion,
  compareGkeVersions,
  gkeVersionPattern,
} from "../../../../components/gke/cluster/gke-version";
import { formatProblem } from "../../../../components/problems/problems";
import { versions } from "../../../../components/versions";

/** The oldest first. */
const ordered = [
  "1.9.9-gke.9",
  "1.33.10-gke.1626000",
  "1.34.0-gke.999",
  versions.gkeMinimum,
  "1.34.0",
  "1.34.1-gke.1",
  "1.34",
  "1.35.0-gke.1",
  "2.0.0-gke.1",
];

test("versions are compared number by number, and what is left out counts as the newest", () => {
  const wrong = ordered.flatMap((one, at) =>
    ordered
      .map((other, index) => [one, other, Math.sign(at - index)] as const)
      .filter(([left, right, sign]) => compareGkeVersions(left, right) !== sign),
  );

  expect(wrong).toEqual([]);
});

test("a version is as old as itself, and the order has two directions", () => {
  const version = fc
    .tuple(fc.nat(2), fc.nat(99), fc.nat(99), fc.nat(9_999_999))
    .map(([major, minor, patch, build]) => `${major}.${minor}.${patch}-gke.${build}`);

  fc.assert(
    fc.property(version, version, (one, other) => {
      expect(compareGkeVersions(one, one)).toBe(0);
      expect(compareGkeVersions(one, other)).toBe(-(compareGkeVersions(other, one) ?? NaN) + 0);
    }),
  );
});

test.each(["", "latest", "-", "one.two"])("%j is no version", (text) => {
  expect(compareGkeVersions(text, "1.34")).toBeUndefined();
  expect(gkeVersionPattern.test(text)).toBe(false);
});

const demand = { path: "cluster", minimum: versions.gkeMinimum, fix: "upgrade it" };

test.each([versions.gkeMinimum, "v1.34.4-gke.1000000", "1.35.8-gke.1200+build", "a future form"])(
  "%j is not refused",
  (version) => {
    expect(checkGkeVersion(version, demand)).toEqual([]);
  },
);

test("an older one is refused, with both versions", () => {
  expect(checkGkeVersion("1.34.0-gke.1625999", demand).map(formatProblem)).toEqual([
    `cluster: must be GKE ${versions.gkeMinimum} or newer, which serves the Gateway API and InferencePool v1, got ` +
      "1.34.0-gke.1625999; upgrade it [ClusterTooOld]",
  ]);
});
