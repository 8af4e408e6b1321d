import { DebouncedTask } from "../debounced-task";

beforeEach(() => {
  jest.useFakeTimers();
});

afterEach(() => {
  jest.useRealTimers();
});

test("many requests in a row are one run", async () => {
  let runs = 0;
  const task = new DebouncedTask(() => Promise.resolve(++runs > 0), fail);
  for (let request = 0; request < 10; request++) task.request();
  expect(runs).toBe(0);
  await jest.advanceTimersByTimeAsync(50);
  expect(runs).toBe(1);
  await jest.advanceTimersByTimeAsync(10_000);
  expect(runs).toBe(1);
});

test("a request during a run leads to one more run after it", async () => {
  const finish: (() => void)[] = [];
  const task = new DebouncedTask(
    () =>
      new Promise((resolve) => {
        finish.push(() => {
          resolve(true);
        });
      }),
    fail,
  );
  task.request();
  await jest.advanceTimersByTimeAsync(50);
  task.request();
  task.request();
  await jest.advanceTimersByTimeAsync(1000);
  expect(finish).toHaveLength(1);
  finish[0]?.();
  await jest.advanceTimersByTimeAsync(50);
  expect(finish).toHaveLength(2);
});

test("a run that is not done is repeated after a pause, until it is", async () => {
  const results = [false, false, true, true];
  let runs = 0;
  const task = new DebouncedTask(() => Promise.resolve(results[runs++] ?? true), fail);
  task.request();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(3);
});

test("a request does not wait for the pause after a run that was not done", async () => {
  let runs = 0;
  const task = new DebouncedTask(() => Promise.resolve(++runs > 1), fail);
  task.request();
  await jest.advanceTimersByTimeAsync(50);
  task.request();
  await jest.advanceTimersByTimeAsync(50);
  expect(runs).toBe(2);
});

test("a stream of requests does not put a run off", async () => {
  let runs = 0;
  const task = new DebouncedTask(() => Promise.resolve(++runs > 0), fail);
  for (let elapsedMs = 0; elapsedMs < 100; elapsedMs += 10) {
    task.request();
    await jest.advanceTimersByTimeAsync(10);
  }
  expect(runs).toBeGreaterThan(0);
});

test("a run that fails is reported and repeated", async () => {
  const errors: unknown[] = [];
  let runs = 0;
  const task = new DebouncedTask(
    () => (runs++ === 0 ? Promise.reject(new Error("boom")) : Promise.resolve(true)),
    (error) => errors.push(error),
  );
  task.request();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(errors).toEqual([new Error("boom")]);
  expect(runs).toBe(2);
});

test("stop waits for the run under way and starts no other", async () => {
  let runs = 0;
  let finish: () => void = fail;
  const task = new DebouncedTask(() => {
    runs++;
    return new Promise((resolve) => {
      finish = () => {
        resolve(false);
      };
    });
  }, fail);
  task.request();
  await jest.advanceTimersByTimeAsync(50);
  const stopped = task.stop();
  finish();
  await stopped;
  task.request();
  await jest.advanceTimersByTimeAsync(60_000);
  expect(runs).toBe(1);
});

function fail(): never {
  throw new Error("must not be called");
}
