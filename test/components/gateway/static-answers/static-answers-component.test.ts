import { InferenceGateway } from "../../../../components/gateway/inference-gateway.pulumi";
import { StaticAnswers } from "../../../../components/gateway/static-answers/static-answers.pulumi";
import { ModelServing } from "../../../../components/model/model-serving.pulumi";
import { alpha, beta } from "../../../support/fixture";
import { FakeProvider, clusterReference, recordResources } from "../../../support/record-resources";
import { problemLines } from "../../../support/thrown";
import { planWithAnswers } from "./answers-fixture";

function deployed(adapters = alpha.adapters) {
  return recordResources((record) => {
    const provider = new FakeProvider("cluster");
    const gateway = new InferenceGateway(
      "edge",
      { namespace: "demo", provider },
      { transformations: [record] },
    );
    const models = [
      new ModelServing("alpha", {
        model: alpha.model,
        accelerator: alpha.accelerator,
        adapters,
        gateway,
        provider,
      }),
      new ModelServing("beta", { model: beta.model, accelerator: beta.accelerator, gateway, provider }),
    ];
    new StaticAnswers("answers", { gateway, models, provider }, { transformations: [record] });
  });
}

test("the component creates what a stack has, under it, on the cluster's provider, with the same edges", async () => {
  const { registered, declared } = await deployed();
  const children = declared.filter(({ name }) => name.startsWith("static-answers/"));
  const planned = planWithAnswers([alpha, beta]).filter(({ chart }) => chart === "static-answers");

  expect(children.map(({ name, dependsOn }) => [name, dependsOn])).toEqual(
    planned.map(({ id, dependsOn }) => [id, dependsOn]),
  );
  expect(children.filter(({ parent }) => parent !== "answers")).toEqual([]);
  expect(registered).toContainEqual(
    expect.objectContaining({ type: "switchyard:cloud:StaticAnswers", name: "answers", inputs: {} }),
  );
  const own = registered.filter(({ name }) => name.startsWith("static-answers/"));
  expect(own).toHaveLength(planned.length);
  expect(own.filter(({ provider }) => provider !== clusterReference)).toEqual([]);
});

test("more names than a ConfigMap holds are refused before anything is made", async () => {
  const adapters = Array.from({ length: 3000 }, (_, index) => ({ name: `a-${index}`, source: "acme/lora" }));
  const { registered } = await recordResources(() => {
    const provider = new FakeProvider("cluster");
    const gateway = new InferenceGateway("edge", { namespace: "demo", provider });
    const model = new ModelServing("alpha", {
      model: alpha.model,
      accelerator: alpha.accelerator,
      adapters,
      gateway,
      provider,
    });

    expect(problemLines(() => new StaticAnswers("answers", { gateway, models: [model], provider }))).toEqual([
      expect.stringMatching(
        /^models: must list names that fit into a ConfigMap of \d+ bytes, .* \[OutOfRange\]$/,
      ),
    ]);
  });

  expect(registered.filter(({ name }) => name === "answers" || name.startsWith("static-answers/"))).toEqual(
    [],
  );
});
