import { InferenceGateway } from "../../../components/cloud/inference-gateway";
import { planOf } from "../../support/fixture";
import { FakeProvider, clusterReference, recordResources } from "../../support/record-resources";

const recording = recordResources((record) => {
  const provider = new FakeProvider("cluster");
  new InferenceGateway("edge", { namespace: "demo", provider }, { transformations: [record] });
});

test("the component comes first, with nothing in it that would be a change on an upgrade", async () => {
  const { registered } = await recording;

  expect(registered[1]).toMatchObject({
    type: "switchyard:cloud:InferenceGateway",
    name: "edge",
    inputs: {},
  });
});

test("its children are the objects of the gateway's chart, under it, on the cluster's provider", async () => {
  const { registered, declared } = await recording;
  const children = declared.filter(({ name }) => name !== "edge");

  expect(children.map(({ name }) => name)).toEqual(planOf().map(({ id }) => id));
  expect(children.filter(({ parent }) => parent !== "edge")).toEqual([]);
  expect(registered.slice(2).filter(({ provider }) => provider !== clusterReference)).toEqual([]);
});

test("children wait for single objects, as the plan says", async () => {
  const { declared } = await recording;
  const edges = declared
    .filter(({ name }) => name !== "edge")
    .map(({ name, dependsOn }) => [name, dependsOn]);

  expect(edges).toEqual(planOf().map(({ id, dependsOn }) => [id, dependsOn]));
});
