import { DiffResponse, ErrorResourceInitFailed, PropertyDiff } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { GoogleApiError } from "../google-api-error";
import { configuredPlace } from "../protocol/configured-place";
import { diffResponse } from "../protocol/diff-response";
import { callFailure } from "../protocol/failures";
import { fromStruct, toStruct } from "../protocol/structs";
import { hasUnknown, isUnknown, unknownText } from "../protocol/unknown";
import { StillCreating } from "../provider";
import { kindOf } from "../resources/kinds";
import { inputs, types } from "./simulation";

const pool = kindOf(types.pool);

test("a change in place is told as one", () => {
  const response = diffResponse(pool, inputs.system, { ...inputs.system, nodeCount: 1 }, []);

  expect(response.getChanges()).toBe(DiffResponse.DiffChanges.DIFF_SOME);
  expect(response.getDiffsList()).toEqual(["nodeCount"]);
  expect(response.getReplacesList()).toEqual([]);
  expect(response.getDeletebeforereplace()).toBe(false);
  expect(response.getDetaileddiffMap().get("nodeCount")?.getKind()).toBe(PropertyDiff.Kind.ADD);
});

test("a change of what is fixed replaces, the old one first where the name stays", () => {
  const spot = { ...inputs.system, nodeConfig: { ...inputs.system.nodeConfig, spot: true } };
  const response = diffResponse(pool, inputs.system, spot, []);

  expect(response.getReplacesList()).toEqual(["nodeConfig"]);
  expect(response.getDeletebeforereplace()).toBe(true);
  expect(response.getDetaileddiffMap().get("nodeConfig.spot")?.getKind()).toBe(PropertyDiff.Kind.ADD_REPLACE);
  expect(diffResponse(pool, inputs.system, { ...spot, name: "other" }, []).getDeletebeforereplace()).toBe(
    false,
  );
});

test("a grant has no name that could be taken", () => {
  const grant = { project: "p", role: "roles/viewer", member: "user:a@example.com" };
  const response = diffResponse(kindOf(types.member), grant, { ...grant, role: "roles/editor" }, []);

  expect(response.getReplacesList()).toEqual(["role"]);
  expect(response.getDeletebeforereplace()).toBe(false);
});

test.each([["initialNodeCount"], ["nodeConfig"]])("changes at %s can be ignored", (path) => {
  const nodeConfig = { ...inputs.system.nodeConfig, spot: true };
  const changed = { ...inputs.system, initialNodeCount: 9, nodeConfig };
  const ignored = diffResponse(pool, inputs.system, changed, [path]);

  expect(ignored.getDiffsList()).not.toContain(path);
  expect(ignored.getDiffsList()).toHaveLength(1);
});

test("no change is no change", () => {
  const response = diffResponse(pool, inputs.system, { ...inputs.system }, []);

  expect(response.getChanges()).toBe(DiffResponse.DiffChanges.DIFF_NONE);
});

test("what is not known is found at any depth", () => {
  expect(isUnknown(unknownText)).toBe(true);
  expect(hasUnknown({ a: [{ b: unknownText }] })).toBe(true);
  expect(hasUnknown({ a: [{ b: "x" }], c: null, d: 1 })).toBe(false);
});

test("properties survive their message, without keys that hold nothing", () => {
  const properties = { a: { b: [1, "x", true, null] } };

  expect(fromStruct(toStruct({ ...properties, c: undefined }))).toEqual(properties);
  expect(fromStruct(undefined)).toEqual({});
});

test.each([
  [{ project: "p", zone: "z" }, {}, { project: "p", region: undefined, zone: "z" }],
  [{}, { GOOGLE_CLOUD_PROJECT: "q", GOOGLE_REGION: "r" }, { project: "q", region: "r", zone: undefined }],
  [{ project: "p" }, { GOOGLE_PROJECT: "q" }, { project: "p", region: undefined, zone: undefined }],
  [
    { project: "" },
    { GOOGLE_PROJECT: "", CLOUDSDK_CORE_PROJECT: "s" },
    { project: "s", region: undefined, zone: undefined },
  ],
])("a provider with %j and %j works in %j", (given, environment, expected) => {
  expect(configuredPlace(given, environment)).toEqual(expected);
});

test("a refusal is told in its own words", () => {
  expect(callFailure(new GoogleApiError(403, "no"))).toEqual({
    ...{ code: 2, details: "googleapi: Error 403: no", message: "googleapi: Error 403: no" },
  });
});

test("what exists in part is told with it", () => {
  const state = { id: "x", outputs: { a: 1, b: 2 }, inputs: { a: 1 } };
  const { metadata } = callFailure(new StillCreating(state));
  const [bytes] = metadata?.get("grpc-status-details-bin") ?? [];
  const [detail] = Status.deserializeBinary(Buffer.from(bytes ?? "")).getDetailsList();
  const kept = ErrorResourceInitFailed.deserializeBinary(detail?.getValue_asU8() ?? new Uint8Array());

  expect(detail?.getTypeName()).toBe("pulumirpc.ErrorResourceInitFailed");
  expect(kept.getId()).toBe("x");
  expect(kept.getReasonsList()).toEqual(["x is still being created; run the command again"]);
  expect(fromStruct(kept.getProperties())).toEqual(state.outputs);
  expect(fromStruct(kept.getInputs())).toEqual(state.inputs);
});
