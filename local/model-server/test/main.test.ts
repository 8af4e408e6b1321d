import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import path from "node:path";

const main = path.join(__dirname, "../main.ts");
// Each test starts a process; on a busy machine that takes seconds.
jest.setTimeout(30_000);

const children: ChildProcess[] = [];

afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
});

function start(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, ["--import", "tsx", main, ...args], {
    env: { PATH: process.env["PATH"] ?? "", SWITCHYARD_MODEL_LOAD_MS: "0", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  children.push(child);
  return child;
}

test("listens at the pod's loopback face; SIGTERM lets the request in flight finish", async () => {
  const env = { SWITCHYARD_POD_IP: "10.73.7.7", HOSTNAME: "vllm-0", SWITCHYARD_MODEL_TTFT_MS: "300" };
  const child = start(["vllm", "serve", "m", "--port", "18931"], env);
  const [line] = (await once(child.stdout, "data")) as [Buffer];
  expect(line.toString()).toBe("serving m at http://127.73.7.7:18931\n");

  const exited = once(child, "exit");
  const url = "http://127.73.7.7:18931";
  const answer = fetch(`${url}/v1/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: '{"prompt": "Hi"}',
  });
  await waitForRunningRequest(url);
  child.kill("SIGTERM");

  expect((await answer).status).toBe(200);
  expect((await answer).headers.get("x-served-by")).toBe("vllm-0");
  expect(await exited).toEqual([0, null]);
  await expect(fetch(`${url}/health`)).rejects.toThrow("fetch failed");
});

test("a wrong argument ends it with vLLM's words and exit code", async () => {
  const child = start(["vllm", "serve", "m", "--prot", "1"], {});
  const [message] = (await once(child.stderr, "data")) as [Buffer];
  expect(message.toString()).toMatch(/\nvllm: error: unrecognized arguments: --prot 1\n$/);
  expect(await once(child, "exit")).toEqual([2, null]);
});

async function waitForRunningRequest(url: string): Promise<void> {
  for (;;) {
    const metrics = await (await fetch(`${url}/metrics`)).text();
    if (metrics.includes('vllm:num_requests_running{model_name="m"} 1')) return;
  }
}
