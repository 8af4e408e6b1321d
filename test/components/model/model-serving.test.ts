import { InferenceGateway } from "../../../components/gateway/inference-gateway.pulumi";
import { ModelServing } from "../../../components/model/model-serving.pulumi";
import type { ModelServingArgs } from "../../../components/model/model-serving.pulumi";
import { alpha, gamma, planOf } from "../../support/fixture";
import { FakeProvider, clusterReference, recordResources } from "../../support/record-resources";
import { refusal } from "../../support/thrown";

type Props = Omit<ModelServingArgs, "gateway" | "provider">;

const props: Props = { model: alpha.model, accelerator: alpha.accelerator, adapters: alpha.adapters };

async function serve(asked: Props, use: (serving: ModelServing) => void = () => undefined) {
  return recordResources((record) => {
    const provider = new FakeProvider("cluster");
    const gateway = new InferenceGateway(
      "edge",
      { namespace: "demo", provider },
      { transformations: [record] },
    );
    use(new ModelServing("alpha", { ...asked, gateway, provider }, { transformations: [record] }));
  });
}

const served = serve(props);

const modelPlan = planOf(alpha).filter(({ chart }) => chart === "alpha-7b");

test("its nine children are the model's objects, under it, on the cluster's provider", async () => {
  const { registered, declared } = await served;
  const children = declared.filter(({ parent }) => parent === "alpha");

  expect(children.map(({ name }) => name)).toEqual(modelPlan.map(({ id }) => id));
  expect(children).toHaveLength(9);
  const ofModel = registered.filter(({ name }) => name.startsWith("alpha-7b/"));
  expect(ofModel.map(({ provider }) => provider)).toEqual(modelPlan.map(() => clusterReference));
});

test("they wait for single objects of the model and of the gateway", async () => {
  const { declared } = await served;
  const edges = declared
    .filter(({ parent }) => parent === "alpha")
    .map(({ name, dependsOn }) => [name, dependsOn]);

  expect(edges).toEqual(modelPlan.map(({ id, dependsOn }) => [id, dependsOn]));
});

test("it tells the name that clients send, the pool and the route", async () => {
  await serve(props, ({ requestName, poolName, routeName, resources }) => {
    expect({ requestName, poolName, routeName }).toEqual({
      requestName: "acme/Alpha-7B",
      poolName: "alpha-7b",
      routeName: "alpha-7b",
    });
    expect([...resources.keys()]).toEqual(modelPlan.map(({ id }) => id));
  });
});

test("of several variants it tells the one that leads, and owns the objects of all", async () => {
  const { model, adapters } = gamma[0];
  const variants = [
    { accelerator: "nvidia-l4", weight: 1 },
    { accelerator: "tpu-v6e-4", weight: 3, replicas: 2 },
  ] as const;
  const gammaPlan = planOf(...gamma).filter(({ chart }) => chart.startsWith("gamma-3b"));

  await serve({ model, adapters, accelerator: "tpu-v6e-4", variants }, (serving) => {
    const { poolName, routeName, spec, resources } = serving;
    expect({ poolName, routeName, spec }).toEqual({
      poolName: "gamma-3b",
      routeName: "gamma-3b",
      spec: gamma[0],
    });
    expect(serving.variants).toEqual(gamma);
    expect([...resources.keys()]).toEqual(gammaPlan.map(({ id }) => id));
  });
});

describe("wrong props", () => {
  test("of variants are reported with the rest", async () => {
    await recordResources(() => {
      const provider = new FakeProvider("cluster");
      const gateway = new InferenceGateway("edge", { provider });
      const serveWith = (variants: ModelServingArgs["variants"]) => () =>
        new ModelServing("alpha", { ...props, variants, gateway, provider });

      expect(refusal(serveWith([]))).toBe(
        [
          'invalid ModelServing "alpha" (1 problem)',
          "  - variants: must have a number of entries of at least 1, got []; write a list with one `- accelerator: ...` for each kind of " +
            "hardware, or leave it out [OutOfRange]",
        ].join("\n"),
      );
      expect(
        refusal(
          serveWith([
            { name: "x", weight: 0 },
            { name: "x", weight: 0, image: "vllm" },
          ]),
        ),
      ).toBe(
        [
          'invalid ModelServing "alpha" (3 problems)',
          '  - x.image: must be pinned by tag or digest, got "vllm"; add a tag other than `latest`, or a digest [UnpinnedImage]',
          "  - variants: must give a weight above 0 to a variant that is not parked, or no request is answered, got 0 for x, 0 for x; " +
            "raise one of the weights, or leave them out [OutOfRange]",
          '  - variants[1].name: must differ from the name of every other variant, got "x"; choose another name, or leave it out [DuplicateName]',
        ].join("\n"),
      );
    });
  });

  test("are all reported at once, by their paths", async () => {
    const { registered } = await recordResources(() => {
      const provider = new FakeProvider("cluster");
      const gateway = new InferenceGateway("edge", { provider });
      const act = () =>
        new ModelServing("alpha", { ...props, model: "two words", replicas: -1, gateway, provider });

      expect(refusal(act)).toBe(
        [
          'invalid ModelServing "alpha" (2 problems)',
          "  - model: must be `Name` or `Org/Name` of letters, digits, '.', '_' and '-', got \"two words\"; " +
            "use the model's name on Hugging Face, such as Qwen/Qwen2.5-3B-Instruct [InvalidValue]",
          "  - replicas: must be at least 0, got -1; set how many copies to run, each on its own node; 0 parks the model " +
            "[OutOfRange]",
        ].join("\n"),
      );
    });

    expect(registered.filter(({ type }) => type === "switchyard:cloud:ModelServing")).toEqual([]);
  });

  test("are reported where a speech model does not say that it chats", async () => {
    const model = "Qwen/Qwen3-ASR-1.7B";
    await recordResources(() => {
      const provider = new FakeProvider("cluster");
      const gateway = new InferenceGateway("edge", { provider });
      const act = () => new ModelServing("asr", { ...props, model, gateway, provider });

      expect(refusal(act)).toMatch(
        /^invalid ModelServing "asr" \(1 problem\)\n {2}- qwen3-asr-1-7b\.model: .*\[UnsupportedTask\]$/,
      );
      new ModelServing("chat", { ...props, model, task: "generate", gateway, provider });
    });
  });

  test("are reported where only their meaning is wrong, too", async () => {
    await recordResources(() => {
      const provider = new FakeProvider("cluster");
      const gateway = new InferenceGateway("edge", { provider });

      expect(refusal(() => new ModelServing("alpha", { ...props, image: "vllm", gateway, provider }))).toBe(
        [
          'invalid ModelServing "alpha" (1 problem)',
          '  - alpha-7b.image: must be pinned by tag or digest, got "vllm"; ' +
            "add a tag other than `latest`, or a digest [UnpinnedImage]",
        ].join("\n"),
      );
    });
  });
});
