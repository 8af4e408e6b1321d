import { versions } from "../../components/versions";

function parsed(version: string): readonly number[] {
  const [, ...parts] = /^v?(\d+)\.(\d+)\.(\d+)/.exec(version) ?? [];
  return parts.map(Number);
}

test("the oldest Kubernetes is tested in the minor version that GKE's minimum has", () => {
  const [major, minor] = parsed(versions.gkeMinimum);
  expect(parsed(versions.kubernetesMinimum).slice(0, 2)).toEqual([major, minor]);
});

test("nothing is tested on a Kubernetes below the minimum", () => {
  const [major, minor = 0] = parsed(versions.kubernetes);
  const [minimumMajor, minimumMinor = 0] = parsed(versions.kubernetesMinimum);
  expect(major).toBe(minimumMajor);
  expect(minor).toBeGreaterThanOrEqual(minimumMinor);
});
