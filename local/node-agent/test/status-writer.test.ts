import type { V1PodStatus } from "@kubernetes/client-node";
import { StatusWriter } from "../status-writer";

let phase = "Pending";
const build = (): V1PodStatus => ({ phase });

beforeEach(() => {
  phase = "Pending";
});

test("a status is written once, and what changes during a call goes with the next one", async () => {
  const written: string[] = [];
  const writer: StatusWriter = new StatusWriter(
    build,
    async (status) => {
      await Promise.resolve();
      written.push(status.phase ?? "");
      if (phase === "Pending") {
        phase = "Running";
        writer.changed();
        writer.changed();
      }
      return true;
    },
    {},
  );
  writer.changed();
  await writer.flush();
  writer.changed();
  await writer.flush();
  expect(written).toEqual(["Pending", "Running"]);
});

test("the status that the pod has already is not written again", async () => {
  const write = jest.fn(() => Promise.resolve(true));
  const writer = new StatusWriter(build, write, { phase: "Pending" });
  writer.changed();
  await writer.flush();
  expect(write).not.toHaveBeenCalled();
});

test("once the pod is gone, or the writer is stopped, nothing is written", async () => {
  const write = jest.fn(() => Promise.resolve(false));
  const writer = new StatusWriter(build, write, {});
  writer.changed();
  await writer.flush();
  phase = "Running";
  writer.changed();
  await writer.flush();
  expect(write).toHaveBeenCalledTimes(1);

  const stopped = new StatusWriter(build, write, {});
  stopped.stop();
  stopped.changed();
  await stopped.flush();
  expect(write).toHaveBeenCalledTimes(1);
});

test("a call that failed is made again", async () => {
  const log = jest.spyOn(console, "log").mockImplementation(() => undefined);
  const write = jest.fn<Promise<boolean>, [V1PodStatus]>().mockRejectedValueOnce(new Error("refused"));
  write.mockResolvedValue(true);
  const writer = new StatusWriter(build, write, {});
  writer.changed();
  await writer.flush();
  expect(write).toHaveBeenCalledTimes(2);
  expect(log).toHaveBeenCalledWith("status was not written, retrying: refused");
  log.mockRestore();
});

describe("what somebody else wrote over it", () => {
  const ready = (status: string): V1PodStatus => ({ conditions: [{ type: "Ready", status }] });

  test("is put right: a pod that was called unready while its node was not heard of", async () => {
    const write = jest.fn(() => Promise.resolve(true));
    const writer = new StatusWriter(() => ready("True"), write, {});
    writer.changed();
    await writer.flush();
    writer.observed(ready("False"));
    await writer.flush();
    expect(write.mock.calls).toEqual([[ready("True")], [ready("True")]]);
  });

  test("does not count as long as it agrees, even with conditions of others", async () => {
    const write = jest.fn(() => Promise.resolve(true));
    const writer = new StatusWriter(() => ready("True"), write, ready("True"));
    writer.observed({
      conditions: [
        { type: "PodScheduled", status: "True" },
        { type: "Ready", status: "True" },
      ],
    });
    await writer.flush();
    expect(write).not.toHaveBeenCalled();
  });
});
