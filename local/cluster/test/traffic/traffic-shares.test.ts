import { seededRandom } from "../../traffic/random-order";
import { countByPool, shareProblems } from "../../traffic/traffic-shares";

const pools = [
  { pool: "phi", deployment: "phi", weight: 3 },
  { pool: "phi-nvidia-l4", deployment: "phi-nvidia-l4", weight: 1 },
  { pool: "asleep", deployment: "asleep", weight: 0 },
];
const pods = {
  phi: "phi-5d8f7c9b6d-x2x9z",
  l4: "phi-nvidia-l4-6c9b8d7f5-abcde",
  asleep: "asleep-6c9b8d7f5-abcde",
};
const several = (pod: string, count: number): readonly string[] => Array.from({ length: count }, () => pod);

test("a pod belongs to the pool of its Deployment, and to none whose name it only begins with", () => {
  expect(countByPool(pools, [pods.phi, pods.l4, pods.l4, "phi-nvidia-6c9b8d7f5-abcde"])).toEqual({
    phi: 1,
    "phi-nvidia-l4": 2,
    asleep: 0,
  });
});

test("a pool without weight answers nothing", () => {
  const answers = [...several(pods.phi, 30), ...several(pods.l4, 10), pods.asleep];

  expect(shareProblems({ model: "phi", variants: pools }, answers)).toEqual([
    "phi: pool asleep answered 1 of 41 requests, and 0 % were meant for it",
  ]);
});

test("a model without variants is not looked at, nor one that nobody has asked for", () => {
  expect(shareProblems({ model: "phi" }, [pods.l4])).toEqual([]);
  expect(shareProblems({ model: "phi", variants: pools }, [])).toEqual([]);
});

test("a right split never looks wrong: 500 runs of all sizes", () => {
  const random = seededRandom(7);
  for (let run = 0; run < 500; run++) {
    const answers = Array.from({ length: run % 420 }, () => (random() < 0.75 ? pods.phi : pods.l4));
    expect(shareProblems({ model: "phi", variants: pools }, answers)).toEqual([]);
  }
});

test("a split that ignores the weights does look wrong", () => {
  const random = seededRandom(7);
  const answers = Array.from({ length: 400 }, () => (random() < 0.5 ? pods.phi : pods.l4));

  expect(shareProblems({ model: "phi", variants: pools }, answers)).toHaveLength(2);
});
