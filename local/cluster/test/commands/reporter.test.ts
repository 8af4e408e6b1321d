import { plainReporter } from "../../commands/reporter";
import { toolReporter } from "../../commands/tool-progress";
import type { ToolProgress } from "@switchyard/toolchain";

/** A reporter on a clock of its own, and the lines that it wrote. */
function recorded() {
  const lines: string[] = [];
  const clock = { nowMs: 0 };
  const reporter = plainReporter(
    (line) => lines.push(line),
    () => clock.nowMs,
  );
  return { lines, clock, reporter };
}

test("a step has a beginning, its notes and an end with its time", async () => {
  const { lines, clock, reporter } = recorded();
  const result = await reporter.step("start", ({ note }) => {
    note("etcd is ready");
    clock.nowMs = 1234;
    return Promise.resolve(7);
  });
  expect(result).toBe(7);
  expect(lines).toEqual(["- start", "    etcd is ready", "  done: start (1.2 s)"]);
});

test("quickly changing lines are written every 15 seconds at most", async () => {
  const { lines, clock, reporter } = recorded();
  await reporter.step("build", ({ live }) => {
    for (clock.nowMs = 0; clock.nowMs <= 31_000; clock.nowMs += 1000) live(`${clock.nowMs / 1000} s`);
    return Promise.resolve();
  });
  expect(lines.slice(1, -1)).toEqual(["    0 s", "    15 s", "    30 s"]);
});

test("a step that fails passes its failure on", async () => {
  const { reporter } = recorded();
  await expect(reporter.step("start", () => Promise.reject(new Error("no port")))).rejects.toThrow("no port");
});

describe("toolReporter", () => {
  const news = {
    name: "pulumi",
    version: "93.2.0",
    source: "build",
    expectedSec: 200,
    elapsedSec: 40,
    queue: "pulumi",
  } as const;

  function told(...all: readonly ToolProgress[]) {
    const lines: string[] = [];
    const take = toolReporter({
      note: (line) => lines.push(`note: ${line}`),
      live: (line) => lines.push(`live: ${line}`),
    });
    for (const one of all) take(one);
    return lines;
  }

  test.each([
    [{ ...news, state: "working", detail: "" }, ["live: pulumi 93.2.0: 40 s of about 4 min"]],
    [
      { ...news, state: "working", detail: "fetching" },
      ["live: pulumi 93.2.0: 40 s of about 4 min, fetching"],
    ],
    [{ ...news, state: "ready", detail: "" }, ["note: pulumi 93.2.0 ready after 40 s"]],
    [{ ...news, source: "cached", state: "ready", detail: "" }, []],
  ] as const)("%j", (progress, expected) => {
    expect(told(progress)).toEqual(expected);
  });

  test("of two tools under way, each line has both, until one is ready", () => {
    const working = { ...news, state: "working", detail: "" } as const;
    const other = { ...working, name: "epp", version: "91.5.0", expectedSec: 30, queue: "epp" } as const;
    expect(told(working, other, { ...working, state: "ready" }, other)).toEqual([
      "live: pulumi 93.2.0: 40 s of about 4 min",
      "live: pulumi 93.2.0: 40 s of about 4 min; epp 91.5.0: 40 s of about 30 s",
      "note: pulumi 93.2.0 ready after 40 s",
      "live: epp 91.5.0: 40 s of about 30 s",
    ]);
  });
});
