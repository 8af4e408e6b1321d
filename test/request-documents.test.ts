import { readFileSync } from "node:fs";
import path from "node:path";
import { taskTraits, tasks } from "../components/model/task";
import { insidePaths, oddTable, pathRows, pathTable } from "./support/request-table";

const document = readFileSync(path.join(__dirname, "..", "docs", "requests.md"), "utf8");

test("the document has the rows that the end-to-end test sends", () => {
  expect(document).toContain(pathTable());
  expect(document).toContain(oddTable());
});

test.each(tasks)("the paths of a model with the task %s are those that its route opens", (task) => {
  const opened = pathRows.filter(({ answers }) => answers[task] !== 404).map((row) => row.path);

  expect([...new Set(opened)].sort()).toEqual([...taskTraits[task].paths].sort());
});

test.each(tasks)("what follows from the task %s is in the document", (task) => {
  const row = document.split("\n").find((line) => line.startsWith(`| \`${task}\``)) ?? "";
  const { runner, convert } = taskTraits[task];
  const args = [runner && `--runner ${runner}`, convert && `--convert ${convert}`].filter(Boolean).join(" ");

  expect(row).toContain(args === "" ? "nothing more" : `\`${args}\``);
  expect(row).toContain(`\`${taskTraits[task].parser}\``);
});

test("what stays inside is opened by no task, and is in the document", () => {
  const opened = tasks.flatMap((task) => taskTraits[task].paths);

  expect(insidePaths.filter((inside) => opened.includes(inside))).toEqual([]);
  for (const inside of insidePaths) expect(document).toContain(`\`${inside}\``);
});
