import { RunError, getStack, runtime } from "@pulumi/pulumi";
import { InvalidArgs } from "../components/problems";
import { clusterProvider } from "./cluster";
import { deployStack } from "./deploy-stack";
import type { StackOutputs } from "./deploy-stack";
import { checkStackConfig } from "./load-stack";
import { fromEngine } from "./stack-file";

/**
 * The program as the engine runs it: the stack of its configuration becomes resources. It is a function, and not the
 * module itself, because the engine stores with each resource the calls that led to it: those of loading would be half.
 * @returns the stack's outputs.
 * @throws RunError for a user's mistake: the engine prints its message, and the whole stack of anything else.
 */
export function program(): StackOutputs {
  try {
    const { spec } = checkStackConfig(getStack(), fromEngine(runtime.allConfig()));
    return deployStack(spec, clusterProvider(spec, process.env), process.env["SWITCHYARD_BBR_CHART"]);
  } catch (error) {
    if (error instanceof InvalidArgs) throw new RunError(error.message);
    throw error;
  }
}
