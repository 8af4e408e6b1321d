import { checkStackConfig } from "../../infra/load-stack";
import { problemLines, refusal } from "../support/thrown";

const stack = (models: readonly object[], more: object = {}) =>
  checkStackConfig("gpu", { zone: "us-central1-a", accelerator: "nvidia-l4", models, ...more });

const model = "microsoft/Phi-3-mini-4k-instruct";
const nowhere = [{ op: "remove", path: "/spec/nothing" }];
const atNowhere =
  "must lead to a place in the object for `remove`, got nothing at /spec/nothing; " +
  "correct the path, or use add for what does not exist [InvalidPatch]";
const label = [{ op: "add", path: "/metadata/labels/team", value: "search" }];

test("a patch is found where the stack file has it", () => {
  const models = [{ model: "acme/Alpha-7B" }, { model, patches: { pool: [...label, ...nowhere] } }];

  expect(refusal(() => stack(models, { gateway: { patches: { gateway: nowhere } } }))).toBe(
    [
      'invalid configuration of stack "gpu" (2 problems)',
      `  - gateway.patches.gateway[0].path: ${atNowhere}`,
      `  - models[1].patches.pool[1].path: ${atNowhere}`,
    ].join("\n"),
  );
});

test("a model with the gateway's short name keeps its path", () => {
  const models = [{ model, name: "gateway", patches: { pool: nowhere } }];

  expect(problemLines(() => stack(models))).toEqual([`models[0].patches.pool[0].path: ${atNowhere}`]);
});

describe("variants", () => {
  const variants = [{ accelerator: "nvidia-l4" }, { accelerator: "nvidia-t4" }];

  test("share a mistake of their entry", () => {
    expect(problemLines(() => stack([{ model, patches: { pool: nowhere }, variants }]))).toEqual([
      `models[0].patches.pool[0].path: ${atNowhere}`,
    ]);
  });

  test("have the paths of their own patches, and cannot patch objects that they share", () => {
    const [lead, other] = variants;
    const patched = { ...other, patches: { pool: nowhere, route: label } };

    expect(problemLines(() => stack([{ model, variants: [lead, patched] }]))).toEqual([
      `models[0].variants[1].patches.pool[0].path: ${atNowhere}`,
      'models[0].variants[1].patches.route: must not be an object that the variants of a model share, got "route"; ' +
        "patch it for the model, or in the variant that leads, phi-3-mini-4k-instruct [InvalidPatch]",
    ]);
  });

  test("as entries of one model have the paths of these entries", () => {
    const entries = [{ model }, { model, accelerator: "nvidia-t4", patches: { pool: nowhere } }];

    expect(problemLines(() => stack(entries))).toEqual([`models[1].patches.pool[0].path: ${atNowhere}`]);
  });
});

test("a patch that breaks what the checks prove is refused as any other manifest", () => {
  const path = "/spec/template/metadata/labels/switchyard.dev~1model";
  const patches = { "model-server": [{ op: "replace", path, value: "other" }] };

  expect(problemLines(() => stack([{ model, patches }]))).toContainEqual(
    expect.stringMatching(
      /^Deployment switchyard\/phi-3-mini-4k-instruct spec\.selector: must match the labels of its pods, /,
    ),
  );
});
