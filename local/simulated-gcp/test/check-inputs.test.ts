import { checkInputs, withName, withoutNull } from "../check-inputs";
import { unknownText } from "../protocol/unknown";
import { kindOf } from "../resources/kinds";
import { inputs, types } from "./simulation";

const subnetwork = kindOf(types.subnetwork);
const pool = kindOf(types.pool);

test("our own inputs are right", () => {
  expect(checkInputs(subnetwork, inputs.nodes)).toEqual([]);
  expect(checkInputs(pool, inputs.system)).toEqual([]);
});

test("what is not known yet may be anything, and hides no other mistake", () => {
  const given = {
    ...inputs.nodes,
    ipCidrRange: unknownText,
    purpose: unknownText,
    privateIpGoogleAccess: "yes",
  };

  expect(checkInputs(subnetwork, given)).toEqual([
    { property: "privateIpGoogleAccess", reason: "Invalid input: expected boolean, received string" },
  ]);
});

test("all mistakes are told at once, each with its path", () => {
  const given = {
    ...inputs.system,
    autoscalng: {},
    nodeConfig: { machinetype: "e2", taints: [{ key: "a", effect: "NO_SCHEDULE" }] },
  };

  expect(checkInputs(pool, given).map(({ property }) => property)).toEqual([
    "nodeConfig.taints[0].value",
    "nodeConfig.machinetype",
    "autoscalng",
  ]);
});

const seed = Uint8Array.from([1, 2, 3]);

test("a resource without a name gets one from its seed, and keeps it", () => {
  const made = withName(subnetwork, {}, { name: "nodes", olds: {}, seed });

  expect(made["name"]).toMatch(/^nodes-[0-9a-f]{7}$/);
  expect(withName(subnetwork, {}, { name: "nodes", olds: made, seed: Uint8Array.from([9]) })).toEqual(made);
  expect(withName(subnetwork, {}, { name: "nodes", olds: {}, seed: Uint8Array.from([9]) })).not.toEqual(made);
});

test("a name that is given stays, and types without names get none", () => {
  expect(withName(subnetwork, { name: "own" }, { name: "nodes", olds: {}, seed })).toEqual({ name: "own" });
  expect(withName(kindOf(types.service), {}, { name: "api", olds: {}, seed })).toEqual({});
});

test("keys that hold nothing are left out, also in blocks and lists", () => {
  expect(withoutNull({ a: null, b: { c: null, d: 0 }, e: [{ f: null, g: "" }, false] })).toEqual({
    b: { d: 0 },
    e: [{ g: "" }, false],
  });
});
