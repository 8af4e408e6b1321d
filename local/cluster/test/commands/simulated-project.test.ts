import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { loadStack } from "switchyard/stack";
import { simulatedProject } from "../../commands/simulated-project";
import { UserError } from "@switchyard/process/user-error";

const repository = path.join(__dirname, "../../../..");

let projectDir: string;

beforeEach(() => {
  projectDir = mkdtempSync(path.join(tmpdir(), "simulated-project-"));
});

afterEach(() => {
  rmSync(projectDir, { recursive: true });
});

/** The simulated project of a stack with these lines in its file. */
function projectWith(...lines: readonly string[]): string | undefined {
  const text = [
    "config:",
    "  switchyard:zone: europe-west4-a",
    "  switchyard:accelerator: tpu-v6e-4",
    "  switchyard:gateway: {proxySubnet: 10.129.0.0/23}",
    "  switchyard:models: [{model: Org/Base}]",
    ...lines.map((line) => `  ${line}`),
  ];
  writeFileSync(path.join(projectDir, "Pulumi.mine.yaml"), text.join("\n"));
  return simulatedProject(loadStack("mine", projectDir), projectDir);
}

test.each(["tpu", "gpu"])("the %s stack of this project is deployed to a simulated cloud", (stack) => {
  expect(simulatedProject(loadStack(stack, repository), repository)).toBe("switchyard-simulated");
});

test("the local stack of this project needs no cloud", () => {
  expect(simulatedProject(loadStack("local", repository), repository)).toBeUndefined();
});

test("a project that the stack names is the one that exists", () => {
  expect(projectWith("gcp:project: my-project")).toBe("my-project");
  expect(projectWith("switchyard:cluster: {name: my-cluster}")).toBe("switchyard-simulated");
});

test.each([
  ["a kubeconfig of the user's", "switchyard:cluster: {kubeconfig: /home/me/.kube/config}"],
  ["a variable of the user's", "switchyard:cluster: {kubeconfigVariable: KUBECONFIG}"],
  [
    "a kubeconfig that wins over the laptop's",
    "switchyard:cluster: {kubeconfig: /k, kubeconfigVariable: SWITCHYARD_KUBECONFIG}",
  ],
  [
    "a cluster of GKE that exists",
    "switchyard:cluster: {existing: {name: my-cluster, location: europe-west4-a}}",
  ],
])("a stack for %s is refused: nothing there may be touched", (_what, line) => {
  expect(() => projectWith(line)).toThrow(
    new UserError(
      "stack mine targets an existing cluster, and `npm start` deploys only to this machine; " +
        "deploy it with `pulumi up --stack mine`, or remove that cluster from Pulumi.mine.yaml",
    ),
  );
});
