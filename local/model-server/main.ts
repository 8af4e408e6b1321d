/** Stands in for vLLM: `node --import tsx local/model-server/main.ts vllm serve Org/Model …` with vLLM's own arguments. */
import { hostname } from "node:os";
import type { Server } from "node:http";
import { loopbackAddress } from "@switchyard/contracts/pod-network";
import { errorMessage } from "@switchyard/process/user-error";
import { ExitError } from "./exit-error";
import { readLatency } from "./latency";
import { serverOptions } from "./options";
import { createModelServer } from "./server";
import { readCommand } from "./vllm-command";

const idleCheckMs = 50;

function main(): void {
  const options = serverOptions(
    readCommand(process.argv.slice(2), (text) => {
      console.error(`WARNING ${text}`);
    }),
  );
  const server = createModelServer({
    options,
    latency: readLatency(process.env),
    podName: process.env["HOSTNAME"] ?? hostname(),
    // Every TPU pod has it.
    tpu: process.env["PJRT_DEVICE"] === "TPU",
  });
  const address = loopbackAddress(process.env["SWITCHYARD_POD_IP"] ?? "127.0.0.1");
  server.on("error", (error) => {
    fail(`cannot listen at ${address}:${options.port}: ${error.message}`);
  });
  server.listen(options.port, address, () => {
    console.log(`serving ${options.servedNames.join(", ")} at http://${address}:${options.port}`);
  });
  process.once("SIGTERM", () => {
    drain(server);
  });
  process.once("SIGINT", () => {
    drain(server);
  });
}

/** Accepts no more connections and lets requests in flight finish; the process then exits by itself. */
function drain(server: Server): void {
  server.close();
  // Callers keep connections open after an answer: without this the process would wait for them.
  setInterval(() => {
    server.closeIdleConnections();
  }, idleCheckMs).unref();
}

function fail(message: string): void {
  console.error(`model-server: ${message}`);
  process.exit(1);
}

try {
  main();
} catch (error) {
  if (error instanceof ExitError) {
    console.error(error.message);
    process.exit(error.exitCode);
  }
  fail(errorMessage(error));
}
