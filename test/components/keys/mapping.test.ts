import * as charts from "../../../components/charts";
import * as pulumi from "../../../components/pulumi";
import { checkStackConfig } from "../../../infra/load-stack";
import { refusal } from "../../support/thrown";

/** Values that a program without types may pass. */
const noMappings: readonly (readonly [unknown, string])[] = [
  [undefined, "nothing"],
  [null, "null"],
  ["phi", '"phi"'],
  [7, "7"],
  [[], "[]"],
];

const message = (subject: string, path: string, got: string) =>
  `invalid ${subject} (1 problem)\n  - ${path}: must be a mapping of keys to values, got ${got}; pass an object [WrongType]`;

describe.each([
  ["resolveModelServing", "model"],
  ["resolveVariants", "model"],
  ["resolveInferenceGateway", "InferenceGateway"],
  ["resolveGke", "GKE"],
] as const)("%s", (name, subject) => {
  test.each(noMappings)("refuses %j", (value, got) => {
    expect(refusal((): unknown => Reflect.apply(charts[name], undefined, [value]))).toBe(
      message(subject, "props", got),
    );
  });
});

test.each(noMappings)("BBR's props and its gateway cannot be %j", (value, got) => {
  const resolve = (...args: readonly unknown[]): unknown =>
    Reflect.apply(charts.resolveBodyBasedRouter, undefined, args);

  expect(refusal(() => resolve({}, value, []))).toBe(message("BodyBasedRouter", "gateway", got));
  expect(refusal(() => resolve(value, { namespace: "demo", name: "edge" }, []))).toBe(
    message("BodyBasedRouter", "props", got),
  );
});

test.each(noMappings)("a stack's configuration cannot be %j", (value, got) => {
  expect(refusal((): unknown => Reflect.apply(checkStackConfig, undefined, ["mine", value]))).toBe(
    message('configuration of stack "mine"', "switchyard", got),
  );
});

describe.each(
  Object.entries({
    AcceleratorNodePool: pulumi.AcceleratorNodePool,
    BodyBasedRouter: pulumi.BodyBasedRouter,
    GkeCluster: pulumi.GkeCluster,
    GkePlatform: pulumi.GkePlatform,
    InferenceGateway: pulumi.InferenceGateway,
    ModelServing: pulumi.ModelServing,
    Network: pulumi.Network,
    NodeIdentity: pulumi.NodeIdentity,
    ProjectServices: pulumi.ProjectServices,
    SystemNodePool: pulumi.SystemNodePool,
  }),
)("the component %s", (name, component) => {
  test.each(noMappings)("refuses %j before anything is made", (value, got) => {
    expect(refusal((): unknown => Reflect.construct(component, ["mine", value]))).toBe(
      message(`${name} "mine"`, "props", got),
    );
  });
});

test.each([pulumi.ModelServing, pulumi.BodyBasedRouter])("%p without a gateway is refused", (component) => {
  expect(refusal((): unknown => Reflect.construct(component, ["mine", {}]))).toBe(
    message(`${component.name} "mine"`, "gateway", "nothing"),
  );
});

test.each([undefined, null, 7, ""])("a model named %j is not part of the first line", (model) => {
  const props = { model, accelerator: "nvidia-l4" };

  expect(refusal((): unknown => Reflect.apply(charts.resolveModelServing, undefined, [props]))).toMatch(
    /^invalid model \(1 problem\)\n {2}- model: must /,
  );
});

test("the variants of a model are checked where they are", () => {
  const props = { model: "acme/Alpha-7B", accelerator: "nvidia-l4", variants: [null, { replicas: -1 }] };

  expect(refusal((): unknown => Reflect.apply(charts.resolveVariants, undefined, [props]))).toMatch(
    /^invalid model acme\/Alpha-7B \(2 problems\)\n {2}- variants\[0\]: must be a mapping of keys to values, got null; .*\n {2}- variants\[1\]\.replicas: must be at least 0, got -1; /,
  );
});
