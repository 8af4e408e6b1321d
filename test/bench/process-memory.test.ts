import { parseRollup, processName, readMemory, withDescendants } from "../../bench/process-memory";

test("a process counts with all that it has started, directly or not, wherever they are in the list", () => {
  const all = [
    { pid: 1, parent: 0 },
    { pid: 20, parent: 30 },
    { pid: 30, parent: 10 },
    { pid: 10, parent: 1 },
    { pid: 40, parent: 1 },
  ];
  expect(withDescendants([10], all)).toEqual([20, 30, 10]);
});

test("a process that has ended is not counted", () => {
  expect(withDescendants([7], [{ pid: 1, parent: 0 }])).toEqual([]);
  expect(readMemory([2 ** 30])).toEqual([]);
});

test("the sums of a rollup are read", () => {
  const text = "00400000-7fff [rollup]\nRss:      1500 kB\nPss:       900 kB\nPss_Anon:  1 kB\n";
  expect(parseRollup(text)).toEqual({ rssKiB: 1500, pssKiB: 900 });
});

test.each([
  [["/tools/etcd", "--name=local"], "etcd"],
  [
    ["/usr/bin/node", "--require", "/a/local/cluster/loader.cjs", "/a/local/node-agent/main.ts", "x"],
    "node-agent",
  ],
])("%j is called %s", (commandLine, name) => {
  expect(processName(commandLine)).toBe(name);
});

test("this process holds memory", () => {
  const own = readMemory([process.pid]).find(({ pid }) => pid === process.pid);
  expect(own?.pssKiB).toBeGreaterThan(0);
  expect(own?.rssKiB).toBeGreaterThanOrEqual(own?.pssKiB ?? 0);
});
