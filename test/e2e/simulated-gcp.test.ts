/** The simulated Google Cloud under the real engine and the real SDK, without a cluster. */
import { readFileSync } from "node:fs";
import { writeJson } from "@switchyard/simulated-gcp/files";
import { nodePoolsSchema } from "@switchyard/contracts/node-pool";
import { z } from "zod";
import type { SmallGkeOptions } from "./programs/small-gke";
import { GkeProject } from "./support/gke-project";
import { updateSummary } from "./support/update-summary";

jest.setTimeout(5 * 60_000);

let project: GkeProject<SmallGkeOptions>;

beforeAll(async () => {
  project = await GkeProject.create("small-gke", { maxNodes: 3, spot: false, typo: false });
});

afterAll(() => {
  project.remove();
});

const poolType = "gcp:container/nodePool:NodePool";
const resourceList = z.array(z.looseObject({ id: z.string() }));

function readResources() {
  return resourceList.parse(JSON.parse(readFileSync(project.files.resources, "utf8")));
}

test("a field with a wrong name is told by a preview, which creates nothing", async () => {
  const { code, stdout } = await project.run({ typo: true }, "preview");

  expect(stdout).toContain(`is not a simulated field of ${poolType}`);
  expect(stdout).toContain("nodeConfig.diskSize");
  expect(code).not.toBe(0);
  expect(() => readResources()).toThrow("ENOENT");
});

test("a create that fails once is tried again by the next update, and by it alone", async () => {
  const error = "googleapi: Error 503: The service is currently unavailable., backendError";
  project.setFaults({ call: "create", type: poolType, name: "system", error, times: 1 });

  // With a preview, in which half of all values are not known yet.
  const failed = await project.run({ typo: false }, "up", "--yes");
  const changes = project.changes();
  const again = await project.up();

  expect(failed.code).not.toBe(0);
  expect(failed.stdout).toContain(error);
  expect(changes.slice(-1)).toEqual(["create c"]);
  expect(again.stdout).toContain("127.0.0.1:26181");
  expect(updateSummary(again.stdout)).toEqual({ create: 1, same: 9 });
  expect(project.changes()).toEqual(["create system"]);
});

test("an update without a change touches nothing", async () => {
  const { stdout } = await project.up();

  expect(updateSummary(stdout)).toEqual({ same: 10 });
  expect(project.changes()).toEqual([]);
});

test("other bounds of a pool change it in place", async () => {
  const { stdout } = await project.up({ maxNodes: 5 });

  expect(updateSummary(stdout)).toEqual({ update: 1, same: 9 });
  expect(project.changes()).toEqual(["update system"]);
  expect(nodePoolsSchema.parse(JSON.parse(readFileSync(project.files.nodePools, "utf8")))).toMatchObject([
    { name: "system", minNodes: 1, maxNodes: 5, shape: { machineType: "e2-standard-4" } },
  ]);
});

test("another way to pay replaces the pool, the old one first", async () => {
  const { stdout } = await project.up({ spot: true });

  expect(updateSummary(stdout)).toEqual({ replace: 1, same: 9 });
  expect(project.changes()).toEqual(["delete system", "create system"]);
});

test("a pool that was deleted behind the engine's back is found by a refresh and made again", async () => {
  writeJson(
    project.files.resources,
    readResources().filter(({ id }) => !id.includes("/nodePools/")),
  );

  const refreshed = await project.pulumi("refresh", "--yes", "--skip-preview");
  const again = await project.up();

  expect(updateSummary(refreshed.stdout)).toEqual({ delete: 1, same: 9 });
  expect(updateSummary(again.stdout)).toEqual({ create: 1, same: 9 });
  expect(project.changes()).toEqual(["create system"]);
});

test("a destroy takes everything in the reverse order, and leaves the APIs enabled", async () => {
  const { code } = await project.pulumi("destroy", "--yes", "--skip-preview");
  const changes = project.changes();
  const order = ["delete system", "delete c", "delete n"].map((change) => changes.indexOf(change));

  expect(code).toBe(0);
  expect(order).toEqual([...order].sort((left, right) => left - right));
  expect(order).not.toContain(-1);
  expect(
    readResources()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(["compute", "container", "iam"].map((api) => `my-project/${api}.googleapis.com`));
});
