import fc from "fast-check";
import { podEvent } from "../pod-event";
import type { EventText } from "../pod-event";
import { pod } from "./samples";

const first = new Date(0);
const text: EventText = { type: "Warning", reason: "BackOff", message: "m" };

function nameOf(told: EventText, uid = "u-1", firstSeen = first, count = 1): string {
  return podEvent(pod({}, {}, { uid }), told, firstSeen, count, new Date()).metadata.name ?? "";
}

test("the name is one that Kubernetes takes, and begins with the pod's", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), (reason, message) => {
      expect(nameOf({ ...text, reason, message })).toMatch(/^vllm-0\.[0-9a-f]{16}$/);
    }),
  );
});

test("counting up keeps the name; any change that makes it another event changes it", () => {
  const name = nameOf(text);
  expect(nameOf(text, "u-1", first, 7)).toBe(name);
  const others = [
    nameOf({ ...text, message: "other" }),
    nameOf({ ...text, reason: "Other" }),
    // The next pod of a StatefulSet has the same name.
    nameOf(text, "u-2"),
    // An agent that was started again counts from 1 and must not meet its old event.
    nameOf(text, "u-1", new Date(1)),
  ];
  expect(new Set([name, ...others]).size).toBe(5);
});

test("reason and message are kept apart in the name", () => {
  expect(nameOf({ ...text, reason: "ab", message: "c" })).not.toBe(
    nameOf({ ...text, reason: "a", message: "bc" }),
  );
});
