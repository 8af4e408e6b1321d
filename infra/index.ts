import { RunError, getStack, runtime } from "@pulumi/pulumi";
import { InvalidArgs } from "../components/problems";
import { clusterProvider } from "./cluster";
import { deployStack } from "./deploy-stack";
import type { StackOutputs } from "./deploy-stack";
import { checkStackConfig } from "./load-stack";
import { fromEngine } from "./stack-file";

function main(): StackOutputs {
  const { spec } = checkStackConfig(getStack(), fromEngine(runtime.allConfig()));
  return deployStack(spec, clusterProvider(spec, process.env), process.env["SWITCHYARD_BBR_CHART"]);
}

function withoutStackTrace<Result>(program: () => Result): Result {
  try {
    return program();
  } catch (error) {
    // The engine prints the message of a RunError, and the whole stack of anything else.
    if (error instanceof InvalidArgs) throw new RunError(error.message);
    throw error;
  }
}

export const { gateway, models } = withoutStackTrace(main);
