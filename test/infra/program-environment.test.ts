import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { providerNames } from "../../components/gateway/provider-names";
import { formatProblem } from "../../components/problems/problems";
import { checkStackConfig } from "../../infra/load-stack";
import { missingCharts, readProgramEnvironment } from "../../infra/program-environment";

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "charts-"));
  for (const name of ["keda", "notes"]) mkdirSync(path.join(folder, name));
  writeFileSync(path.join(folder, "keda", "Chart.yaml"), "name: keda\n");
  writeFileSync(path.join(folder, "README.md"), "charts\n");
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

const problemsOf = (variables: NodeJS.ProcessEnv) =>
  readProgramEnvironment(variables).problems.map(formatProblem);

test.each([{}, { SWITCHYARD_CHARTS: "", SWITCHYARD_KEDA: "" }])("nothing is set by %j", (variables) => {
  expect(readProgramEnvironment(variables)).toEqual({
    chartFolders: new Map(),
    externalKeda: false,
    gatewayProvider: undefined,
    problems: [],
  });
});

test("every sub-folder with a chart is that chart, by its name", () => {
  expect(readProgramEnvironment({ SWITCHYARD_CHARTS: folder })).toEqual({
    chartFolders: new Map([["keda", path.join(folder, "keda")]]),
    externalKeda: false,
    gatewayProvider: undefined,
    problems: [],
  });
});

describe("a chart that the folder does not have", () => {
  const config = { zone: "us-central1-a", accelerator: "nvidia-l4", scaleToZero: true };
  const { plan } = checkStackConfig("zero", { ...config, models: [{ model: "acme/Alpha-7B" }] });
  const warningsOf = (charts: string) => {
    const variables = { SWITCHYARD_CHARTS: charts };
    return missingCharts(plan, variables, readProgramEnvironment(variables).chartFolders);
  };

  test("is named, and comes from its registry", () => {
    expect(warningsOf(folder)).toEqual([
      `SWITCHYARD_CHARTS: ${folder} has no chart body-based-routing, because body-based-routing/Chart.yaml does not exist; ` +
        "it is pulled from its registry",
    ]);
  });

  test("is not missed where no folder is named", () => {
    expect(warningsOf("")).toEqual([]);
  });
});

test("a KEDA from outside is known by one word", () => {
  expect(readProgramEnvironment({ SWITCHYARD_KEDA: "external" })).toMatchObject({
    externalKeda: true,
    problems: [],
  });
});

test.each(["/no/such/folder", path.join(__dirname, "program-environment.test.ts")])(
  "%s is no folder of charts",
  (charts) => {
    expect(problemsOf({ SWITCHYARD_CHARTS: charts })).toEqual([
      "SWITCHYARD_CHARTS: must be a folder with a sub-folder for each Helm chart, such as body-based-routing, " +
        `got "${charts}"; correct it, or unset it to pull charts from their registries [InvalidValue]`,
    ]);
  },
);

test("another word about KEDA is not taken for one of its meanings", () => {
  expect(problemsOf({ SWITCHYARD_KEDA: "true" })).toEqual([
    "SWITCHYARD_KEDA: must be `external`, for a KEDA installed outside this program, or not set, " +
      'got "true"; correct it, or unset it [InvalidValue]',
  ]);
  expect(readProgramEnvironment({ SWITCHYARD_KEDA: "true" }).externalKeda).toBe(false);
});

test("a kind of gateway is known by its name alone", () => {
  expect(readProgramEnvironment({ SWITCHYARD_GATEWAY: "gke" })).toMatchObject({
    gatewayProvider: "gke",
    problems: [],
  });
  expect(readProgramEnvironment({ SWITCHYARD_GATEWAY: "GKE" }).gatewayProvider).toBeUndefined();
  expect(problemsOf({ SWITCHYARD_GATEWAY: "GKE" })).toEqual([
    `SWITCHYARD_GATEWAY: must be one of ${providerNames.join(", ")}, or not set, got "GKE"; ` +
      "correct it, or unset it to use the stack's gateway.provider [InvalidValue]",
  ]);
});
