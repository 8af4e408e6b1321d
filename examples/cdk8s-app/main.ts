/**
 * Switchyard's charts in a cdk8s app, without Pulumi: one gateway and one model on a GPU become YAML, once every check
 * has passed.
 */
import { App, YamlOutputType } from "cdk8s";
import {
  InferenceGatewayChart,
  ModelServingChart,
  manifestsIn,
  planDeployment,
  resolveInferenceGateway,
  resolveModelServing,
} from "switchyard/charts";
import { InvalidArgs, checkManifests } from "switchyard/checks";

const app = new App({ outdir: "manifests", yamlOutputType: YamlOutputType.FILE_PER_CHART });

const gateway = resolveInferenceGateway({ namespace: "own-models" });
const shared = new InferenceGatewayChart(app, "inference-gateway", gateway);

const model = resolveModelServing({
  model: "microsoft/Phi-3-mini-4k-instruct",
  accelerator: "nvidia-l4",
  namespace: "own-models",
});
new ModelServingChart(app, "phi", model, shared);

// Synthesis writes edges between whole charts into the tree, so the plan comes first.
const { problems, routing } = checkManifests(manifestsIn(planDeployment(app)));
if (problems.length > 0) throw new InvalidArgs("manifests", problems);
app.synth();

for (const { name, pools } of routing.names)
  console.log(`${name} is served by ${pools.map(({ pool }) => pool).join(", ")}`);
