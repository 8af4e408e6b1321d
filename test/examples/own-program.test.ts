import { runtime } from "@pulumi/pulumi";
import { recordResources } from "../support/record-resources";

// The chart's objects are made by the provider's process.
jest.mock("@pulumi/kubernetes/helm/v4/chart", () => ({ Chart: jest.fn() }));

test("the example makes a gateway, a router and two models, all on the provider that it brings", async () => {
  runtime.setAllConfig({ "cluster:kubeconfig": "/nowhere/kubeconfig" });
  const { registered } = await recordResources(() => {
    jest.requireActual("../../examples/own-program/index");
  });

  const components = registered
    .filter(({ type }) => type.startsWith("switchyard:cloud:"))
    .map(({ type, name }) => [type, name]);
  expect(components).toEqual(
    expect.arrayContaining([
      ["switchyard:cloud:InferenceGateway", "gateway"],
      ["switchyard:cloud:ModelServing", "phi"],
      ["switchyard:cloud:ModelServing", "gemma"],
      ["switchyard:cloud:BodyBasedRouter", "router"],
    ]),
  );
  expect(components).toHaveLength(4);
  const objects = registered.filter(({ name }) => name.includes("/"));
  expect(objects).toHaveLength(11 + 2 * 9);
  expect(new Set(objects.map(({ provider }) => provider)).size).toBe(1);
  expect(objects.every(({ provider }) => provider?.includes("::cluster::") ?? false)).toBe(true);
});
