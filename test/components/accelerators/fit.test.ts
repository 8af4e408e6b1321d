import { checkFit } from "../../../components/accelerators/fit";
import type { NodeDemand } from "../../../components/accelerators/fit";
import { formatProblem } from "../../../components/problems";

const europe = { zone: "europe-west4-a", maxNodes: 4 };

function demand(
  index: number,
  replicas: number,
  accelerator: NodeDemand["accelerator"] = "tpu-v6e-4",
): NodeDemand {
  return { path: `models[${index}]`, accelerator, replicas };
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

test("each accelerator has a pool of its own", () => {
  expect(fitProblems([demand(0, 4), demand(1, 4, "tpu-v6e-1")])).toEqual([]);
});

test("a TPU in a zone without it names the zones that have it", () => {
  expect(fitProblems([demand(0, 1)], { zone: "europe-west4-b", maxNodes: 4 })).toEqual([
    "models[0]: must be offered in the stack's zone, europe-west4-b, got tpu-v6e-4; set zone to one of " +
      "asia-northeast1-b, europe-west4-a, southamerica-west1-a, us-central1-b, us-east1-d, us-east5-a, us-east5-b " +
      "[ZoneWithoutAccelerator]",
  ]);
});

test("zones of GPUs are not listed and so not judged", () => {
  expect(fitProblems([demand(0, 1, "nvidia-l4")], { zone: "mars-north1-a", maxNodes: 4 })).toEqual([]);
});
