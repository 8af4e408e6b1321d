import { podEvent } from "../pod-event";
import type { PodEvent } from "../pod-event";
import { PodEvents } from "../pod-events";
import { pod } from "./samples";

const unhealthy = { type: "Warning", reason: "Unhealthy", message: "Readiness probe failed: x" } as const;
const tick = () => new Promise((resolve) => setImmediate(resolve));

test("an event names its pod, its node and when it was seen", () => {
  const [first, now] = [new Date(1000), new Date(2000)];
  expect(podEvent(pod({ nodeName: "tpu-0" }), unhealthy, first, 2, now)).toMatchObject({
    metadata: { namespace: "llm" },
    involvedObject: { kind: "Pod", name: "vllm-0", namespace: "llm", uid: "u-1" },
    ...unhealthy,
    source: { component: "kubelet", host: "tpu-0" },
    firstTimestamp: first,
    lastTimestamp: now,
    count: 2,
  });
});

test("the same event again counts up under the same name; another one has another name", async () => {
  const recorded: PodEvent[] = [];
  const events = new PodEvents(pod(), (event) => {
    recorded.push(event);
    return Promise.resolve();
  });
  events.tell(unhealthy);
  events.tell(unhealthy);
  events.tell({ ...unhealthy, message: "other" });
  await tick();
  expect(recorded.map((event) => event.count)).toEqual([1, 2, 1]);
  const [first, second, third] = recorded.map((event) => event.metadata.name);
  expect(first).toMatch(/^vllm-0\.[0-9a-f]{16}$/);
  expect(second).toBe(first);
  expect(third).not.toBe(first);
});

test("an event that cannot be recorded is only logged, and the next one is tried", async () => {
  const log = jest.spyOn(console, "log").mockImplementation(() => undefined);
  const record = jest.fn<Promise<void>, [PodEvent]>().mockRejectedValueOnce(new Error("refused"));
  record.mockResolvedValue();
  const events = new PodEvents(pod(), record);
  events.tell(unhealthy);
  events.tell(unhealthy);
  await tick();
  expect(record).toHaveBeenCalledTimes(2);
  expect(log).toHaveBeenCalledWith("event Unhealthy was not recorded: refused");
  log.mockRestore();
});
