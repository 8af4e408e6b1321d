import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { isProviderName, providerNames } from "../components/gateway/provider-names";
import type { ProviderName } from "../components/gateway/provider-names";
import type { DeploymentPlan } from "../components/plan/deployment-plan";
import { helmChartName } from "../components/plan/helm-chart";
import { quote } from "../components/problems/problems";
import type { Problem } from "../components/problems/problems";
import { kedaVariable } from "../components/scaling/keda/keda-props";

/** Names a folder with Helm charts to use instead of those in registries. */
const chartsVariable = "SWITCHYARD_CHARTS";

/** Names the kind of gateway to use instead of the stack's. */
export const gatewayVariable = "SWITCHYARD_GATEWAY";

/** Settings from the environment, because they differ between machines that deploy the same stack. */
export interface ProgramEnvironment {
  /** Folders of Helm charts, by the names that the charts have in their registries. */
  readonly chartFolders: ReadonlyMap<string, string>;
  readonly externalKeda: boolean;
  /** `undefined`: the stack's. */
  readonly gatewayProvider: ProviderName | undefined;
  readonly problems: readonly Problem[];
}

/** Reads all variables. An invalid value is reported and counts as not set. */
export function readProgramEnvironment(variables: NodeJS.ProcessEnv): ProgramEnvironment {
  const charts = variables[chartsVariable] ?? "";
  const keda = variables[kedaVariable] ?? "";
  const gateway = variables[gatewayVariable] ?? "";
  const isFolder = existsSync(charts) && statSync(charts).isDirectory();
  return {
    chartFolders: isFolder ? chartsIn(charts) : new Map(),
    externalKeda: keda === "external",
    gatewayProvider: isProviderName(gateway) ? gateway : undefined,
    problems: [
      ...(charts === "" || isFolder ? [] : [noFolder(charts)]),
      ...(["", "external"].includes(keda) ? [] : [unknownKeda(keda)]),
      ...(gateway === "" || isProviderName(gateway) ? [] : [unknownGateway(gateway)]),
    ],
  };
}

function chartsIn(folder: string): ReadonlyMap<string, string> {
  return new Map(
    readdirSync(folder)
      .map((name) => [name, path.resolve(folder, name)] as const)
      .filter(([, chart]) => existsSync(path.join(chart, "Chart.yaml"))),
  );
}

/** The charts of a plan that a folder of charts does not have: they come from their registries, which may not be reachable. */
export function missingCharts(
  plan: DeploymentPlan,
  variables: NodeJS.ProcessEnv,
  chartFolders: ProgramEnvironment["chartFolders"],
): readonly string[] {
  const folder = variables[chartsVariable] ?? "";
  if (folder === "") return [];
  return plan
    .flatMap((entry) => (entry.kind === "chart" ? [helmChartName(entry.helm.source)] : []))
    .filter((name) => !chartFolders.has(name))
    .map(
      (name) =>
        `${chartsVariable}: ${folder} has no chart ${name}, because ${path.join(name, "Chart.yaml")} does not exist; ` +
        "it is pulled from its registry",
    );
}

function noFolder(got: string): Problem {
  return {
    code: "InvalidValue",
    path: chartsVariable,
    rule: "must be a folder with a sub-folder for each Helm chart, such as body-based-routing",
    got: quote(got),
    fix: "correct it, or unset it to pull charts from their registries",
  };
}

function unknownKeda(got: string): Problem {
  return {
    code: "InvalidValue",
    path: kedaVariable,
    rule: "must be `external`, for a KEDA installed outside this program, or not set",
    got: quote(got),
    fix: "correct it, or unset it",
  };
}

function unknownGateway(got: string): Problem {
  return {
    code: "InvalidValue",
    path: gatewayVariable,
    rule: `must be one of ${providerNames.join(", ")}, or not set`,
    got: quote(got),
    fix: "correct it, or unset it to use the stack's gateway.provider",
  };
}
