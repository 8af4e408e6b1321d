import { inLanes } from "../in-lanes";

const never = new AbortController().signal;

/** Work that ends when it is told to, and a record of what began and ended. */
function controlled() {
  const log: string[] = [];
  const ends = new Map<string, (error?: Error) => void>();
  const work = (item: string, signal: AbortSignal) =>
    new Promise<void>((resolve, reject) => {
      const stop = () => {
        log.push(`stop ${item}`);
        reject(new Error(`${item} was stopped`));
      };
      log.push(`begin ${item}`);
      signal.addEventListener("abort", stop);
      ends.set(item, (error) => {
        signal.removeEventListener("abort", stop);
        log.push(`end ${item}`);
        if (error === undefined) resolve();
        else reject(error);
      });
    });
  const end = async (item: string, error?: Error) => {
    ends.get(item)?.(error);
    await new Promise(setImmediate);
  };
  return { log, work, end };
}

test("two are at work, and whichever lane is free takes the next", async () => {
  const { log, work, end } = controlled();
  const done = inLanes(["a", "b", "c"], work, never);
  await end("b");
  await end("a");
  await end("c");
  await done;
  expect(log).toEqual(["begin a", "begin b", "end b", "begin c", "end a", "end c"]);
});

test("the first failure stops the other lane, and nothing more is begun", async () => {
  const { log, work, end } = controlled();
  const done = inLanes(["a", "b", "c"], work, never);
  const failed = expect(done).rejects.toThrow(new Error("a broke"));
  await end("a", new Error("a broke"));
  await failed;
  expect(log).toEqual(["begin a", "begin b", "end a", "stop b"]);
});

test("a stop from outside reaches both lanes", async () => {
  const { log, work } = controlled();
  const stop = new AbortController();
  const done = inLanes(["a", "b", "c"], work, stop.signal);
  const failed = expect(done).rejects.toThrow(new Error("a was stopped"));
  stop.abort();
  await failed;
  expect(log).toEqual(["begin a", "begin b", "stop a", "stop b"]);
});
