import { ApiException } from "@kubernetes/client-node";
import { StatusWriter } from "../../kubernetes/status-writer";
import type { StatusUpdate } from "../../translate/status-update";

let patches: unknown[];
let failure: Error | undefined;
let messages: string[];
let writer: StatusWriter;

beforeEach(() => {
  jest.useFakeTimers({ now: new Date("2026-03-01T10:20:30.456Z") });
  patches = [];
  failure = undefined;
  messages = [];
  const patch = (request: unknown) => {
    patches.push(request);
    return failure === undefined ? Promise.resolve({}) : Promise.reject(failure);
  };
  writer = new StatusWriter(
    { patchClusterCustomObjectStatus: patch, patchNamespacedCustomObjectStatus: patch },
    (message) => messages.push(message),
  );
});

afterEach(() => {
  jest.useRealTimers();
});

const condition = {
  type: "Attached",
  status: "True",
  reason: "Attached",
  message: "",
  observedGeneration: 2,
};
const stamped = { ...condition, lastTransitionTime: "2026-03-01T10:20:30Z" };

function update(current: unknown, namespace = "llm"): StatusUpdate {
  return { kind: "gcpbackendpolicies", namespace, name: "p", desired: { conditions: [condition] }, current };
}

test("writes a status that the object does not have", async () => {
  expect(await writer.write([update(undefined)])).toBe(true);
  expect(patches).toEqual([
    {
      group: "networking.gke.io",
      version: "v1",
      plural: "gcpbackendpolicies",
      namespace: "llm",
      name: "p",
      body: { status: { conditions: [stamped] } },
    },
  ]);
});

test("writes the status of an object without a namespace", async () => {
  await writer.write([update(undefined, "")]);
  expect(patches).toHaveLength(1);
  expect(patches[0]).not.toHaveProperty("namespace");
});

test("writes nothing when the object has the status, among other fields", async () => {
  expect(await writer.write([update({ conditions: [stamped], other: 1 })])).toBe(true);
  expect(patches).toEqual([]);
});

test.each([
  ["the generation", { observedGeneration: 1 }],
  ["the reason", { reason: "Other" }],
  ["the message", { message: "other" }],
])("writes a status when only %s has changed", async (_, change) => {
  await writer.write([update({ conditions: [{ ...stamped, ...change }] })]);
  expect(patches).toHaveLength(1);
});

test("takes an object that is gone for done", async () => {
  failure = new ApiException(404, "Not Found", "", {});
  expect(await writer.write([update(undefined)])).toBe(true);
  expect(messages).toEqual([]);
});

test("says what failed, and writes the others", async () => {
  failure = new ApiException(500, "Internal", JSON.stringify({ message: "etcd is gone" }), {});
  expect(await writer.write([update(undefined), update(undefined, "")])).toBe(false);
  expect(patches).toHaveLength(2);
  expect(messages[0]).toBe("gcpbackendpolicies llm/p: cannot write its status: 500 etcd is gone");
});
