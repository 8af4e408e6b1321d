import { wakeTable } from "./wake-table";

const split = {
  queueMs: 1500,
  scaleMs: 40,
  scheduleMs: 60,
  nodeMs: 7000,
  startMs: 3000,
  answerMs: 150,
  wholeMs: 11_750,
  overheadMs: 1750,
};

test("each wake has a line with its parts in their order", () => {
  const medians = { ...split, nodeMs: 6999.5 };
  const rows = [
    { title: "wake 1", split },
    { title: "medians", split: medians },
  ];
  expect(wakeTable(rows)).toBe(
    [
      "ms       queue  scale  schedule  node  start  answer  whole  overhead",
      "wake 1    1500     40        60  7000   3000     150  11750      1750",
      "medians   1500     40        60  7000   3000     150  11750      1750",
    ].join("\n"),
  );
});
