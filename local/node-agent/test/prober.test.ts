import { runProbes } from "../prober";
import type { ContainerProbes, ProbeListener } from "../prober";
import type { ProbeSpec } from "../probe-spec";

function spec(kind: string, failure = 2): ProbeSpec {
  const action = { kind: "unsupported", message: kind } as const;
  return { action, initialDelaySec: 0, periodSec: 0.005, timeoutSec: 1, thresholds: { success: 1, failure } };
}

/** Runs probes whose answers are given as letters, `+` good and `-` bad; after the last answer the signal comes. */
async function run(probes: ContainerProbes, answers: Readonly<Record<string, string>>): Promise<string[]> {
  const told: string[] = [];
  const left = new Map(Object.entries(answers).map(([kind, letters]) => [kind, Array.from(letters)]));
  const ending = new AbortController();
  const endSoon = () => {
    setTimeout(() => {
      ending.abort();
    }, 20);
  };
  const listener: ProbeListener = {
    onHealth: (started, ready) => told.push(`health ${started} ${ready}`),
    onUnhealthy: (kind, problem) => told.push(`${kind}: ${problem}`),
    onFailed: (kind) => told.push(`${kind} failed`),
  };
  const check = (asked: ProbeSpec): Promise<string | undefined> => {
    const kind = asked.action.kind === "unsupported" ? asked.action.message : "";
    const answer = left.get(kind)?.shift();
    if ([...left.values()].every((letters) => letters.length === 0)) endSoon();
    return Promise.resolve(answer === "-" ? "bad" : undefined);
  };
  if (left.size === 0) endSoon();
  await runProbes(probes, check, listener, ending.signal);
  return told;
}

test("without probes a container is started and ready at once", async () => {
  expect(await run({}, {})).toEqual(["health true true"]);
});

test("readiness is asked only after startup has succeeded", async () => {
  const probes = { startup: spec("startup"), readiness: spec("readiness") };
  expect(await run(probes, { startup: "-+", readiness: "++" })).toEqual([
    "startup: bad",
    "health true false",
    "health true true",
  ]);
});

test("readiness goes at the failure threshold and comes back; the container is not stopped", async () => {
  expect(await run({ readiness: spec("readiness") }, { readiness: "+-+--+" })).toEqual([
    "health true false",
    "health true true",
    "readiness: bad",
    "readiness: bad",
    "readiness: bad",
    "health true false",
    "health true true",
  ]);
});

test("a startup probe that fails for good stops the container before it counts as started", async () => {
  const told = await run({ startup: spec("startup"), liveness: spec("liveness") }, { startup: "--" });
  expect(told.slice(0, 3)).toEqual(["startup: bad", "startup: bad", "startup failed"]);
  expect(told).not.toContain("health true true");
});

test("a liveness probe that fails for good stops the container once", async () => {
  expect(await run({ liveness: spec("liveness") }, { liveness: "+-+----" })).toEqual([
    "health true true",
    "liveness: bad",
    "liveness: bad",
    "liveness: bad",
    "liveness failed",
  ]);
});

test("nothing is asked during the initial delay", async () => {
  const readiness = { ...spec("readiness"), initialDelaySec: 60 };
  expect(await run({ readiness }, {})).toEqual(["health true false"]);
});
