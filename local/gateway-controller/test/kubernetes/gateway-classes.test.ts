import { ApiException } from "@kubernetes/client-node";
import { ensureGatewayClasses } from "../../kubernetes/gateway-classes";
import { snapshotOf } from "../support/cluster";

function api(failure?: Error) {
  const created: unknown[] = [];
  const createClusterCustomObject = (request: unknown) => {
    created.push(request);
    return failure === undefined ? Promise.resolve({}) : Promise.reject(failure);
  };
  return { created, createClusterCustomObject };
}

test("creates the classes of GKE that are missing", async () => {
  const client = api();
  await ensureGatewayClasses(client, snapshotOf({ gatewayclasses: [{ metadata: { name: "gke-l7-rilb" } }] }));
  expect(client.created).toEqual([
    {
      group: "gateway.networking.k8s.io",
      version: "v1",
      plural: "gatewayclasses",
      body: {
        apiVersion: "gateway.networking.k8s.io/v1",
        kind: "GatewayClass",
        metadata: { name: "gke-l7-regional-external-managed" },
        spec: {
          controllerName: "networking.gke.io/gateway",
          description: "Regional external Application Load Balancer",
        },
      },
    },
  ]);
});

test("does not mind a class that somebody else has just created", async () => {
  const client = api(new ApiException(409, "Conflict", "", {}));
  await ensureGatewayClasses(client, snapshotOf());
  expect(client.created).toHaveLength(2);
});

test("fails when the API server refuses a class", async () => {
  await expect(
    ensureGatewayClasses(api(new ApiException(403, "Forbidden", "denied", {})), snapshotOf()),
  ).rejects.toMatchObject({ code: 403 });
});
