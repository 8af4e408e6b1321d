import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { parse, stringify } from "yaml";
import { requestStatus } from "@switchyard/cluster/traffic/chat-request";
import { UserError } from "@switchyard/process/user-error";

/** The variables of the hand-written file. */
export type StaticGatewayValues = Readonly<Record<string, string | number>>;

const readyTimeoutMs = 20_000;

/**
 * Fills in the variables of the hand-written file, and expands its anchors, which Envoy does not support.
 * @throws UserError when a variable has no value.
 */
export function fillIn(template: string, values: StaticGatewayValues): string {
  const filled = template.replaceAll(/<(\w+)>/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new UserError(`static-gateway.yaml: no value for ${name}`);
    return String(value);
  });
  const config: unknown = parse(filled, { merge: true });
  return stringify(config, { aliasDuplicateObjects: false });
}

/** Some sockets as Envoy's `lb_endpoints`. */
export function endpoints(addresses: readonly string[], port: number): string {
  return JSON.stringify(
    addresses.map((address) => ({
      endpoint: { address: { socket_address: { address, port_value: port } } },
    })),
  );
}

/** Options of an Envoy with the hand-written file. */
export interface StaticGateway {
  readonly envoy: string;
  readonly folder: string;
  readonly port: number;
  /** A model that answers once all is connected. */
  readonly model: string;
  readonly values: StaticGatewayValues;
}

/** Runs `work` while an Envoy with the hand-written file serves. */
export async function withStaticGateway<Result>(
  { envoy, folder, port, model, values }: StaticGateway,
  work: (url: string) => Promise<Result>,
): Promise<Result> {
  const file = path.join(folder, "static-gateway.yaml");
  const template = readFileSync(path.join(__dirname, "static-gateway.yaml"), "utf8");
  const accessLog = path.join(folder, "static-gateway.log");
  writeFileSync(file, fillIn(template, { ...values, port, accessLog }));
  // As many threads as the other Envoy.
  const args = ["--config-path", file, "--concurrency", "2", "--disable-hot-restart"];
  const child = spawn(envoy, [...args, "--log-level", "error"], { stdio: ["ignore", "ignore", "inherit"] });
  const ended = once(child, "exit");
  try {
    const url = `http://127.0.0.1:${port}`;
    await waitUntilServing(url, model);
    return await work(url);
  } finally {
    child.kill("SIGTERM");
    await ended;
  }
}

async function waitUntilServing(url: string, model: string): Promise<void> {
  const deadline = Date.now() + readyTimeoutMs;
  while ((await requestStatus(url, model)) !== 200) {
    if (Date.now() > deadline) throw new UserError("the static gateway does not serve; see above");
    await sleep(200);
  }
}
