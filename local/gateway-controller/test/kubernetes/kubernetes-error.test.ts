import { ApiException } from "@kubernetes/client-node";
import { kubernetesErrorMessage, hasStatus } from "../../kubernetes/kubernetes-error";

test.each([
  [
    "the message of the API server",
    new ApiException(409, "Conflict", JSON.stringify({ kind: "Status", message: "already exists" }), {}),
    "409 already exists",
  ],
  [
    "the body that is no JSON",
    new ApiException(502, "Bad Gateway", "upstream gone", {}),
    "502 upstream gone",
  ],
  [
    "the code of a connection that failed",
    Object.assign(new Error("request to https://127.0.0.1:1 failed"), { code: "ECONNREFUSED" }),
    "ECONNREFUSED",
  ],
  ["any other error's message", new Error("no such file"), "no such file"],
  ["what was thrown in an error's place", "text", "text"],
])("says %s", (_, error, expected) => {
  expect(kubernetesErrorMessage(error)).toBe(expected);
});

test("tells the status of an answer", () => {
  expect(hasStatus(new ApiException(404, "Not Found", "", {}), 404)).toBe(true);
  expect(hasStatus(new ApiException(409, "Conflict", "", {}), 404)).toBe(false);
  expect(hasStatus(new Error("404"), 404)).toBe(false);
});
