import { collectionPath, kindNames } from "../../kubernetes/kinds";
import { parseSnapshot } from "../../kubernetes/snapshot";
import { gateway, pod, snapshotOf } from "../support/cluster";

const nothing = {
  gatewayclasses: [],
  gateways: [],
  httproutes: [],
  inferencepools: [],
  gcproutingextensions: [],
  healthcheckpolicies: [],
  gcpbackendpolicies: [],
  namespaces: [],
  services: [],
  endpointslices: [],
  pods: [],
};

test("an object that cannot be read is left out, and named, without stopping the others", () => {
  const broken = {
    metadata: { name: "broken", namespace: "llm" },
    spec: { gatewayClassName: 3, listeners: [] },
  };
  const { snapshot, problems } = parseSnapshot({ ...nothing, gateways: [broken, gateway()] });
  expect(snapshot.gateways.map(({ metadata }) => metadata.name)).toEqual(["gateway"]);
  expect(problems).toEqual([
    "gateways: left out an unreadable object: ✖ Invalid input: expected string, received number\n  → at spec.gatewayClassName",
  ]);
});

test("times that the client hands over as dates are read like the API's texts", () => {
  const created = new Date("2026-01-01T00:00:00Z");
  const { snapshot } = parseSnapshot({
    ...nothing,
    pods: [{ metadata: { name: "p", creationTimestamp: created }, status: {} }],
  });
  expect(snapshot.pods[0]?.metadata.creationTimestamp).toBe("2026-01-01T00:00:00Z");
});

test("lists that the API leaves out or sends as null are empty", () => {
  const { snapshot, problems } = parseSnapshot({
    ...nothing,
    endpointslices: [{ metadata: { name: "s" }, endpoints: null }],
    services: [{ metadata: { name: "s" }, spec: {} }],
  });
  expect(problems).toEqual([]);
  expect(snapshot.endpointslices[0]).toMatchObject({ endpoints: [], ports: [] });
  expect(snapshot.services[0]?.spec.ports).toEqual([]);
});

test("objects keep the fields that the controller needs", () => {
  expect(snapshotOf({ pods: [pod("p", "qwen")] }).pods[0]).toMatchObject({
    metadata: { name: "p", namespace: "llm", labels: { app: "qwen" } },
    status: { podIP: "10.67.0.1" },
  });
});

test("collections are found below /api for built-in kinds and /apis for the others", () => {
  expect(kindNames).toHaveLength(11);
  expect(collectionPath("pods")).toBe("/api/v1/pods");
  expect(collectionPath("endpointslices")).toBe("/apis/discovery.k8s.io/v1/endpointslices");
  expect(collectionPath("gcpbackendpolicies")).toBe("/apis/networking.gke.io/v1/gcpbackendpolicies");
});
