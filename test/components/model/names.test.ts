import fc from "fast-check";
import {
  routerMapConfigMap,
  routerName,
} from "../../../components/gateway/body-based-router/body-based-router";
import { gatewayChartId } from "../../../components/gateway/inference-gateway-chart";
import {
  endpointPickerName,
  objectName,
  objectNames,
  reservedNames,
  variantNames,
} from "../../../components/model/names";
import { maxNameLength } from "../../../components/model/name-length";
import { alpha } from "../../support/fixture";

const dnsLabel = /^[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

const part = fc.stringMatching(/^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,80}[A-Za-z0-9])?$/);
const modelName = fc.oneof(
  part,
  fc.tuple(part, part).map(([org, name]) => `${org}/${name}`),
);
const modelNames = fc.uniqueArray(modelName, { maxLength: 8 });

const requests = (models: readonly string[]) => models.map((model) => ({ model }));

describe("the object name of a model", () => {
  test.each([
    ["Qwen/Qwen2.5-3B-Instruct", "qwen2-5-3b-instruct"],
    ["microsoft/Phi-3-mini-4k-instruct", "phi-3-mini-4k-instruct"],
    ["google/gemma-2b-it", "gemma-2b-it"],
    ["gpt2", "gpt2"],
    ["org/7b_Chat", "m-7b-chat"],
    ["org/A__B..C", "a-b-c"],
    [
      "nvidia/Llama-3.1-Nemotron-Ultra-253B-v1-Instruct-FP8-dynamic",
      "llama-3-1-nemotron-ultra-253b-v1-ins-8c0d3",
    ],
  ])("%s becomes %s", (model, name) => {
    expect(objectName(model)).toBe(name);
  });

  test("is a DNS label of at most 42 characters for any model", () => {
    fc.assert(
      fc.property(modelName, (model) => {
        expect(objectName(model)).toMatch(dnsLabel);
        expect(objectName(model).length).toBeLessThanOrEqual(maxNameLength);
      }),
    );
  });

  test("is the same every time, and its own name", () => {
    fc.assert(
      fc.property(modelName, (model) => {
        expect(objectName(model)).toBe(objectName(model));
        expect(objectName(objectName(model))).toBe(objectName(model));
      }),
    );
  });

  test("leaves room for what is derived from it: 63 characters, pods included", () => {
    const name = "n".repeat(maxNameLength);
    const podSuffix = "-5d8f7c9b6d-x2x9z";

    expect(`${endpointPickerName({ name })}${podSuffix}`).toHaveLength(63);
    expect(routerMapConfigMap({ ...alpha, routeName: name }).metadata.name.length).toBeLessThanOrEqual(63);
  });
});

describe("the object names of a stack", () => {
  test("of two models of one name, the first keeps it and the second gets its own fingerprint", () => {
    expect(objectNames(requests(["acme/phi", "other/phi", "third/phi"]))).toEqual([
      "phi",
      "phi-cea3a",
      "phi-a2dea",
    ]);
  });

  test("a chosen name is kept, even where it clashes", () => {
    expect(objectNames([{ model: "acme/phi" }, { model: "acme/gemma", name: "phi" }])).toEqual([
      "phi",
      "phi",
    ]);
  });

  test("a derived name makes way for a name that was chosen before it", () => {
    expect(objectNames([{ model: "acme/gemma", name: "phi" }, { model: "acme/phi" }])).toEqual([
      "phi",
      "phi-6fcae",
    ]);
  });

  test("a model and an endpoint picker never meet", () => {
    expect(objectNames(requests(["acme/phi", "acme/phi-epp"]))).toEqual(["phi", "phi-epp-a2dd7"]);
    expect(objectNames(requests(["acme/phi-epp", "acme/phi"]))).toEqual(["phi-epp", "phi-6fcae"]);
  });

  test("what a stack has once keeps its name", () => {
    expect(reservedNames).toEqual(expect.arrayContaining([gatewayChartId, routerName]));
    expect(objectNames(requests(["acme/inference-gateway", "acme/body-based-router"]))).toEqual([
      "inference-gateway-5777f",
      "body-based-router-6af40",
    ]);
  });

  test("are all different, and valid", () => {
    fc.assert(
      fc.property(modelNames, (models) => {
        const names = objectNames(requests(models));

        expect(new Set(names).size).toBe(models.length);
        for (const name of names) {
          expect(name).toMatch(dnsLabel);
          expect(name.length).toBeLessThanOrEqual(maxNameLength);
        }
      }),
    );
  });

  test("do not change when a model is appended", () => {
    fc.assert(
      fc.property(modelNames, modelName, (models, added) => {
        expect(objectNames(requests([...models, added])).slice(0, models.length)).toEqual(
          objectNames(requests(models)),
        );
      }),
    );
  });
});

describe("the object names of variants", () => {
  const model = "acme/phi";
  const on = (accelerator: string, name?: string) => ({ model, lead: "phi", accelerator, name });

  test("are the lead's and the accelerator", () => {
    expect(variantNames(["phi"], [on("nvidia-l4"), on("tpu-v6e-4")])).toEqual([
      "phi-nvidia-l4",
      "phi-tpu-v6e-4",
    ]);
  });

  test("give way to those of all models, and of pickers", () => {
    expect(variantNames(["phi", "phi-nvidia-l4"], [on("nvidia-l4")])).toEqual(["phi-nvidia-l4-b3d1d"]);
    expect(variantNames(["phi", "phi-nvidia-l4-epp"], [on("nvidia-l4")])).toEqual(["phi-nvidia-l4-b3d1d"]);
  });

  test("of two on one accelerator are different", () => {
    const names = variantNames(["phi"], [on("nvidia-l4"), on("nvidia-l4"), on("nvidia-l4")]);

    expect(names).toEqual(["phi-nvidia-l4", "phi-nvidia-l4-b3d1d", "phi-nvidia-l4-30386"]);
  });

  test("are cut where they are too long, with a fingerprint of model and accelerator", () => {
    const lead = "a-name-of-a-model-that-is-quite-long";
    const names = variantNames(
      [lead],
      [
        { model, lead, accelerator: "nvidia-a100-40gb" },
        { model, lead, accelerator: "nvidia-a100-80gb" },
      ],
    );

    expect(names).toEqual([
      "a-name-of-a-model-t-nvidia-a100-40gb-b28f2",
      "a-name-of-a-model-t-nvidia-a100-80gb-b8fda",
    ]);
    for (const name of names) expect(name.length).toBeLessThanOrEqual(maxNameLength);
  });

  test("that were chosen are kept, even where they clash", () => {
    expect(variantNames(["phi"], [on("nvidia-l4", "phi"), on("nvidia-l4", "mine")])).toEqual(["phi", "mine"]);
  });
});
