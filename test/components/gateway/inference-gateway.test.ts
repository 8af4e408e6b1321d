import { InferenceGateway } from "../../../components/gateway/inference-gateway.pulumi";
import { InvalidArgs } from "../../../components/problems/problems";
import { planOf } from "../../support/fixture";
import { problemLines, refusal } from "../../support/thrown";
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

test("one that would speak plain HTTP on the port of HTTPS is refused before anything is made", async () => {
  const { registered } = await recordResources(() => {
    const make = () => new InferenceGateway("edge", { port: 443, provider: new FakeProvider("cluster") });

    expect(make).toThrow(InvalidArgs);
    expect(make).toThrow(
      'invalid InferenceGateway "edge" (1 problem)\n  - gateway.port: must not be the port of HTTPS',
    );
  });

  expect(registered.filter(({ name }) => name === "edge")).toEqual([]);
});

test("wrong props are refused all at once, before anything is made", async () => {
  const { registered } = await recordResources(() => {
    const provider = new FakeProvider("cluster");

    expect(problemLines(() => new InferenceGateway("edge", { name: "Edge", port: 0, provider }))).toEqual([
      expect.stringMatching(/^name: must be lower-case letters.*, got "Edge"; .* \[InvalidValue\]$/),
      "port: must be at least 1, got 0; use a TCP port, such as 80 [OutOfRange]",
    ]);
    expect(refusal(() => new InferenceGateway("edge", { port: 0, provider }))).toMatch(
      /^invalid InferenceGateway "edge" \(1 problem\)\n/,
    );
  });

  expect(registered.filter(({ name }) => name === "edge")).toEqual([]);
});

describe("its address", () => {
  async function addressWith(status: unknown): Promise<unknown> {
    const seen: unknown[] = [];
    await recordResources(
      () => {
        const provider = new FakeProvider("cluster");
        new InferenceGateway("edge", { namespace: "demo", provider }).address.apply((address) =>
          seen.push(address),
        );
      },
      ({ type }) => (type.endsWith(":Gateway") ? { status } : {}),
    );
    expect(seen).toHaveLength(1);
    return seen[0];
  }

  test("is the first one that the cluster has given the Gateway", async () => {
    const addresses = [
      { type: "IPAddress", value: "10.0.0.7" },
      { type: "IPAddress", value: "10.0.0.8" },
    ];

    expect(await addressWith({ addresses })).toBe("10.0.0.7");
  });

  test.each([[undefined], [{}], [{ addresses: [] }]])("is not there with the status %j", async (status) => {
    expect(await addressWith(status)).toBeUndefined();
  });
});
