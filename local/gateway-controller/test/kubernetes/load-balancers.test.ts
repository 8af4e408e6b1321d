import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { ApiException } from "@kubernetes/client-node";
import type { CustomObjectsApi } from "@kubernetes/client-node";
import { gatewaySchema } from "../../kubernetes/gateway-objects";
import type { Gateway } from "../../kubernetes/gateway-objects";
import { LoadBalancers } from "../../kubernetes/load-balancers";
import { gateway } from "../support/cluster";

const finalizer = "gateway.finalizer.networking.gke.io";
const deletedAt = "2026-03-01T10:00:00Z";
const deletedMs = Date.parse(deletedAt);
const releaseDelaySec = 5;

type Patch = Parameters<CustomObjectsApi["patchNamespacedCustomObject"]>[0];

let folder: string;
let file: string;
let patches: Patch[];
let failure: Error | undefined;
/** What the file said when the first patch was made. */
let entriesAtPatch: unknown;
let loadBalancers: LoadBalancers;
let messages: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "load-balancers-"));
  file = path.join(folder, "load-balancers.json");
  patches = [];
  failure = undefined;
  entriesAtPatch = undefined;
  messages = [];
  loadBalancers = create();
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

function create(): LoadBalancers {
  const patchNamespacedCustomObject = (request: Patch) => {
    entriesAtPatch ??= entries();
    patches.push(request);
    return failure === undefined ? Promise.resolve({}) : Promise.reject(failure);
  };
  return new LoadBalancers({ patchNamespacedCustomObject }, { file, releaseDelaySec }, (message) =>
    messages.push(message),
  );
}

const refused = (code: number) => new ApiException(code, "refused", "", {});

function entries(): unknown {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : undefined;
}

interface Metadata {
  readonly finalizers?: readonly string[];
  readonly deletionTimestamp?: string;
}

function gatewayNamed(name: string, more: Metadata = {}, className = "gke-l7-rilb"): Gateway {
  const object = gateway(name, { gatewayClassName: className });
  const identity = { namespace: "llm", uid: `uid-of-${name}`, resourceVersion: "12" };
  return gatewaySchema.parse({ ...object, metadata: { name, ...identity, ...more } });
}

const deleted: Metadata = { finalizers: [finalizer], deletionTimestamp: deletedAt };

/** Name and new finalizers of each patch. */
const finalizersSet = () => patches.map(({ name, body }) => ({ name, body: body as unknown }));

describe("before a Gateway is programmed", () => {
  test("its parts are noted, then it gets GKE's finalizer beside those that it has", async () => {
    expect(await loadBalancers.claim([gatewayNamed("gw", { finalizers: ["other/one"] })])).toBe(true);
    expect(entriesAtPatch).toEqual([{ gateway: "llm/gw" }]);
    expect(patches).toEqual([
      {
        ...{ group: "gateway.networking.k8s.io", version: "v1", plural: "gateways" },
        ...{ namespace: "llm", name: "gw" },
        body: { metadata: { finalizers: ["other/one", finalizer], resourceVersion: "12" } },
      },
    ]);
  });

  test("one that has it is left alone", async () => {
    expect(await loadBalancers.claim([gatewayNamed("gw", { finalizers: [finalizer] })])).toBe(true);
    expect(patches).toEqual([]);
    expect(entries()).toEqual([{ gateway: "llm/gw" }]);
  });

  test("one of another controller is nobody's business, nor one that is deleted and was never programmed", async () => {
    const others = [
      gatewayNamed("istio", {}, "istio"),
      gatewayNamed("gone", { finalizers: ["other/one"], deletionTimestamp: deletedAt }),
    ];
    expect(await loadBalancers.claim(others)).toBe(true);
    expect([patches, entries()]).toEqual([[], []]);
  });

  test("one that has changed meanwhile is looked at again; one that is gone is fine; a rejection is told", async () => {
    failure = refused(409);
    expect(await loadBalancers.claim([gatewayNamed("gw")])).toBe(false);
    failure = refused(404);
    expect(await loadBalancers.claim([gatewayNamed("gw")])).toBe(true);
    failure = refused(403);
    await expect(loadBalancers.claim([gatewayNamed("gw")])).rejects.toBe(failure);
  });
});

describe("once a deleted Gateway is served no more", () => {
  const stays = gatewayNamed("stays", { finalizers: [finalizer] });
  const going = gatewayNamed("going", { ...deleted, finalizers: ["other/one", finalizer] });

  test("it and its parts stay for the delay", async () => {
    await loadBalancers.claim([stays, going]);
    const early = deletedMs + releaseDelaySec * 1000 - 1;
    expect(await loadBalancers.release([stays, going], early)).toBe(false);
    expect(patches).toEqual([]);
    expect(entries()).toEqual([{ gateway: "llm/stays" }, { gateway: "llm/going" }]);
  });

  test("then its parts go first, and it after them", async () => {
    await loadBalancers.claim([stays, going]);
    expect(await loadBalancers.release([stays, going], deletedMs + releaseDelaySec * 1000)).toBe(true);
    expect(entriesAtPatch).toEqual([{ gateway: "llm/stays" }]);
    const body = { metadata: { finalizers: ["other/one"], resourceVersion: "12" } };
    expect(finalizersSet()).toEqual([{ name: "going", body }]);
    expect(messages).toEqual(["gateway llm/going: its load balancer is released"]);
  });

  test("its parts do not come back while the watch still shows it, and its finalizer is tried again", async () => {
    failure = refused(409);
    expect(await loadBalancers.release([going], deletedMs + 60_000)).toBe(false);
    failure = undefined;
    expect(await loadBalancers.claim([going])).toBe(true);
    expect(entries()).toEqual([]);
    expect(await loadBalancers.release([going], deletedMs + 60_000)).toBe(true);
    expect([entries(), finalizersSet().map(({ name }) => name)]).toEqual([[], ["going", "going"]]);
  });

  test("a controller that was restarted in between goes on, and does not wait for all of the delay again", async () => {
    await loadBalancers.claim([going]);
    const restarted = create();
    expect(await restarted.claim([going])).toBe(true);
    expect(entries()).toEqual([{ gateway: "llm/going" }]);
    expect(await restarted.release([going], deletedMs + releaseDelaySec * 1000)).toBe(true);
    expect(entries()).toEqual([]);
    expect(patches).toHaveLength(1);
  });

  test("one that somebody removed by force leaves no parts behind", async () => {
    await loadBalancers.claim([stays, going]);
    await loadBalancers.claim([stays]);
    expect(entries()).toEqual([{ gateway: "llm/stays" }]);
  });
});
