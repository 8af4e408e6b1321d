/**
 * Every model server fits on nodes of its own shape, and on no other: the scheduler's rules as the node agent's autoscaler has
 * them, for all accelerators. `test/e2e/placement` asks the real scheduler about some.
 */
import type { V1Pod } from "@kubernetes/client-node";
import { z } from "zod";
import { acceleratorNames, accelerator } from "../../components/accelerators/table";
import { canRun, newPlace } from "@switchyard/node-agent/pod-placement";
import { podsAndPools } from "../support/stack-on-nodes";

const zones = ["europe-west4-a", "europe-west4-b"] as const;
const [first, second] = zones;

const inFirst = acceleratorNames.filter((name) => accelerator(name).zones.includes(first));
const inSecond = acceleratorNames.filter((name) => !inFirst.includes(name));
const alone = inFirst.filter((name) => accelerator(name).kind === "gpu" && accelerator(name).chips === 1);

const stackOf = (zone: string, names: readonly string[], nodePools: object) => ({
  ...{ zone, gateway: { proxySubnet: "10.129.0.0/23" }, nodePools },
  models: names.map((name) => ({ model: `acme/${name}`, accelerator: name })),
});

test("every pod fits only on nodes of its pool", async () => {
  const all = await podsAndPools(
    {
      whole: stackOf(first, inFirst, {}),
      shared: stackOf(first, alone, { gpuSharing: { clientsPerGpu: 2 } }),
      spot: stackOf(second, inSecond, { consumption: "spot" }),
    },
    "models",
  );
  const places = Object.fromEntries(
    all.map(({ name, pod }) => {
      const fits = all.filter(({ pool }) => canRun(z.custom<V1Pod>().parse(pod), newPlace(pool)));
      return [name, fits.map((one) => one.name)];
    }),
  );

  expect(all).toHaveLength(acceleratorNames.length + alone.length);
  expect(places).toEqual(Object.fromEntries(all.map(({ name }) => [name, [name]])));
});
