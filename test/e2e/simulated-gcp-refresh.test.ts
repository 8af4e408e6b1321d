/**
 * What Google's servers fill in changes no pool: the platform with a pool for every accelerator and every way to pay for it,
 * refreshed. A field that GKE fills in and the program does not ignore would replace the pool, and every model on it.
 */
import { everyAccelerator, everyPool, everyWay } from "../support/every-pool";
import type { AcceleratorsOf } from "../support/every-pool";
import { GkeProject } from "./support/gke-project";
import { succeeded } from "./support/succeeded";
import { updateSummary } from "./support/update-summary";

jest.setTimeout(10 * 60_000);

test("every accelerator is tried, in every way that it is sold", () => {
  const tried = everyAccelerator.flatMap((stage) => everyPool(stage).map(({ name }) => name));

  expect(tried.filter((name) => !name.endsWith("-shared")).sort()).toEqual([...everyWay].sort());
});

describe.each(everyAccelerator)("in $zone", (stage) => {
  let project: GkeProject<AcceleratorsOf>;

  beforeAll(async () => {
    project = await GkeProject.create("every-pool", stage);
  });

  afterAll(() => {
    project.remove();
  });

  test("an update that refreshes changes and replaces nothing, and a preview finds nothing to change", async () => {
    const made = succeeded(await project.up());
    expect(what(made)).toEqual(["create"]);
    expect(project.changes()).toEqual(
      expect.arrayContaining(everyPool(stage).map(({ name }) => `create ${name}`)),
    );

    const refreshed = succeeded(await project.pulumi("up", "--refresh", "--yes", "--skip-preview", "--diff"));
    expect(project.changes()).toEqual([]);
    expect(what(refreshed)).toEqual(["same"]);

    succeeded(await project.pulumi("preview", "--refresh", "--diff", "--expect-no-changes"));
  });
});

/** What became of the resources of an update. */
function what(output: string): readonly string[] {
  return Object.keys(updateSummary(output));
}
