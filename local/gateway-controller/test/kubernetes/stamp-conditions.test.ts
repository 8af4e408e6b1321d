import { stampConditions } from "../../kubernetes/stamp-conditions";

const now = "2026-03-01T00:00:00Z";
const before = "2026-01-01T00:00:00Z";
const accepted = { type: "Accepted", status: "True", reason: "Accepted", message: "" };

test("a condition without a predecessor gets the time of now", () => {
  expect(stampConditions({ conditions: [accepted] }, undefined, now)).toEqual({
    conditions: [{ ...accepted, lastTransitionTime: now }],
  });
});

test("a condition whose status is the same keeps its time, even if its reason changes", () => {
  const current = { conditions: [{ ...accepted, reason: "Pending", lastTransitionTime: before }] };
  expect(stampConditions({ conditions: [accepted] }, current, now)).toEqual({
    conditions: [{ ...accepted, lastTransitionTime: before }],
  });
});

test("a condition whose status has changed gets the time of now", () => {
  const current = { conditions: [{ ...accepted, status: "False", lastTransitionTime: before }] };
  expect(stampConditions({ conditions: [accepted] }, current, now)).toEqual({
    conditions: [{ ...accepted, lastTransitionTime: now }],
  });
});

test("conditions deeper down are found by their place", () => {
  const desired = {
    listeners: [
      { name: "a", conditions: [accepted] },
      { name: "b", conditions: [accepted] },
    ],
  };
  const current = { listeners: [{ name: "a", conditions: [{ ...accepted, lastTransitionTime: before }] }] };
  expect(stampConditions(desired, current, now)).toEqual({
    listeners: [
      { name: "a", conditions: [{ ...accepted, lastTransitionTime: before }] },
      { name: "b", conditions: [{ ...accepted, lastTransitionTime: now }] },
    ],
  });
});

test("everything else is left as it is", () => {
  const status = { addresses: [{ value: "127.0.0.1" }], attachedRoutes: 2, flag: null };
  expect(stampConditions(status, { addresses: "nonsense" }, now)).toEqual(status);
});
