import { checkFit } from "../../../components/accelerators/fit";
import type { NodeDemand, NodeSupply } from "../../../components/accelerators/fit";
import { accelerators } from "../../../components/accelerators/table";
import { formatProblem } from "../../../components/problems/problems";

const europe = supplyIn("europe-west4-a");

function supplyIn(zone: string, maxNodes = 4, replicasPerNode = 1): NodeSupply {
  return {
    zone,
    maxNodesOf: () => maxNodes,
    maxNodesPathOf: () => "nodePools.maxNodes",
    replicasPerNodeOf: () => replicasPerNode,
  };
}

function demand(
  index: number,
  replicas: number,
  accelerator: NodeDemand["accelerator"] = "tpu-v6e-4",
): NodeDemand {
  return { path: `models[${index}]`, accelerator, replicas, key: "replicas" };
}

function fitProblems(demands: readonly NodeDemand[], supply = europe): readonly string[] {
  return checkFit(demands, supply).map(formatProblem);
}

test("as many replicas as nodes fit", () => {
  expect(fitProblems([demand(0, 1), demand(1, 3)])).toEqual([]);
});

test("one replica more does not, and its models are named", () => {
  expect(fitProblems([demand(0, 2), demand(1, 3)])).toEqual([
    "models[0], models[1]: must fit on 4 nodes of tpu-v6e-4, one for each replica, got 5 replicas; " +
      "set nodePools.maxNodes to 5 or more, or lower replicas [DoesNotFit]",
  ]);
});

test("parked models take no node and are not named", () => {
  expect(fitProblems([demand(0, 0), demand(1, 5)])).toEqual([
    "models[1]: must fit on 4 nodes of tpu-v6e-4, one for each replica, got 5 replicas; " +
      "set nodePools.maxNodes to 5 or more, or lower replicas [DoesNotFit]",
  ]);
});

test("each accelerator has a separate pool", () => {
  expect(fitProblems([demand(0, 4), demand(1, 4, "tpu-v6e-1")])).toEqual([]);
});

test("a TPU in a zone without it names the zones that have it", () => {
  expect(fitProblems([demand(0, 1)], supplyIn("europe-west4-b"))).toEqual([
    "models[0]: must be offered in the stack's zone, europe-west4-b, got tpu-v6e-4; set zone to one of " +
      "asia-northeast1-b, europe-west4-a, southamerica-west1-a, us-central1-b, us-east1-d, us-east5-a, us-east5-b " +
      "[ZoneWithoutAccelerator]",
  ]);
});

test("a GPU in a zone without it is refused too, with the zones of the region", () => {
  expect(fitProblems([demand(0, 1, "nvidia-l4")], supplyIn("us-east4-b"))).toEqual([
    "models[0]: must be offered in the stack's zone, us-east4-b, got nvidia-l4; set zone to one of us-east4-a, us-east4-c " +
      "[ZoneWithoutAccelerator]",
  ]);
});

test("where the region has none, the zones of the continent are proposed", () => {
  expect(fitProblems([demand(0, 1, "nvidia-a100-40gb")], supplyIn("europe-west1-b"))).toEqual([
    "models[0]: must be offered in the stack's zone, europe-west1-b, got nvidia-a100-40gb; set zone to one of " +
      "europe-west4-a, europe-west4-b [ZoneWithoutAccelerator]",
  ]);
});

test("where the continent has none, all zones are", () => {
  expect(fitProblems([demand(0, 1, "nvidia-a100-40gb")], supplyIn("africa-south1-a"))).toEqual([
    "models[0]: must be offered in the stack's zone, africa-south1-a, got nvidia-a100-40gb; set zone to one of " +
      `${accelerators["nvidia-a100-40gb"].zones.join(", ")} [ZoneWithoutAccelerator]`,
  ]);
});

test("a GPU in a zone that has it is accepted", () => {
  expect(fitProblems([demand(0, 1, "nvidia-h100-80gb-x8")], supplyIn("europe-west4-b"))).toEqual([]);
});

test("what is to be lowered is what the user wrote", () => {
  const scaling = (index: number, replicas: number): NodeDemand => ({
    ...demand(index, replicas),
    key: "maxReplicas",
  });

  expect(fitProblems([scaling(0, 2), scaling(1, 3)])).toEqual([
    "models[0], models[1]: must fit on 4 nodes of tpu-v6e-4, one for each replica, got 5 replicas; " +
      "set nodePools.maxNodes to 5 or more, or lower maxReplicas [DoesNotFit]",
  ]);
  expect(fitProblems([demand(0, 2), scaling(1, 3)])).toEqual([
    "models[0], models[1]: must fit on 4 nodes of tpu-v6e-4, one for each replica, got 5 replicas; " +
      "set nodePools.maxNodes to 5 or more, or lower replicas or maxReplicas [DoesNotFit]",
  ]);
});

test("replicas that share a GPU share its node", () => {
  const shared = supplyIn("europe-west4-a", 2, 2);

  expect(fitProblems([demand(0, 1, "nvidia-l4"), demand(1, 3, "nvidia-l4")], shared)).toEqual([]);
  expect(fitProblems([demand(0, 5, "nvidia-l4")], shared)).toEqual([
    "models[0]: must fit on 2 nodes of nvidia-l4, 2 replicas on each, got 5 replicas; " +
      "set nodePools.maxNodes to 3 or more, or lower replicas [DoesNotFit]",
  ]);
});

test("each accelerator has a separate maximum", () => {
  const supply: NodeSupply = {
    ...europe,
    maxNodesOf: (name) => (name === "tpu-v6e-4" ? 4 : 1),
    maxNodesPathOf: (name) => `nodePools.accelerators.${name}.maxNodes`,
  };

  expect(fitProblems([demand(0, 4), demand(1, 2, "tpu-v6e-1")], supply)).toEqual([
    "models[1]: must fit on 1 node of tpu-v6e-1, one for each replica, got 2 replicas; " +
      "set nodePools.accelerators.tpu-v6e-1.maxNodes to 2 or more, or lower replicas [DoesNotFit]",
  ]);
});
