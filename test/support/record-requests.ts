import { runtime } from "@pulumi/pulumi";
import { MockMonitor } from "@pulumi/pulumi/runtime/mocks";
import { z } from "zod";
import { recordResources } from "./record-resources";
import type { Outcome } from "./record-resources";

/** A resource as the engine is asked to register it. */
export interface RegistrationRequest {
  readonly type: string;
  readonly name: string;
  /** `type name` of the component that it is in; undefined for one of the stack itself. */
  readonly parent: string | undefined;
  /** `type name` of each resource that it waits for. */
  readonly dependsOn: readonly string[];
  readonly inputs: Readonly<Record<string, unknown>>;
  /** Inputs that come from outputs of other resources. */
  readonly derivedInputs: readonly string[];
}

interface Message {
  getType(): string;
  getName(): string;
  getParent(): string;
  getDependenciesList(): readonly string[];
  getPropertydependenciesMap(): {
    forEach(use: (entry: { getUrnsList(): readonly string[] }, key: string) => void): void;
  };
  getObject(): Parameters<typeof runtime.deserializeProperties>[0];
}

const message = z.custom<Message>(
  (value) => typeof value === "object" && value !== null && "getParent" in value,
);
const inputs = z.record(z.string(), z.unknown());

/**
 * Runs a program with nothing behind it, and returns what it asks of the engine, parents and edges included.
 * @param stack name of the stack.
 * @param outcome what each resource gets beside its inputs; nothing if left out.
 */
export async function recordRequests(
  program: () => void,
  stack?: string,
  outcome?: Outcome,
): Promise<readonly RegistrationRequest[]> {
  const spy = jest.spyOn(MockMonitor.prototype, "registerResource");
  const { stackTraceLimit } = Error;
  const prepareStackTrace: unknown = Reflect.get(Error, "prepareStackTrace");
  // The SDK notes where each of its promises and resources was made, and Jest maps every such stack through source maps.
  Object.assign(Error, { stackTraceLimit: 0, prepareStackTrace: undefined });
  try {
    await recordResources(program, outcome, undefined, stack);
    return spy.mock.calls.map(([request]) => read(message.parse(request)));
  } finally {
    Object.assign(Error, { stackTraceLimit, prepareStackTrace });
    spy.mockRestore();
  }
}

function read(request: Message): RegistrationRequest {
  const parent = request.getParent();
  const derivedInputs: string[] = [];
  request.getPropertydependenciesMap().forEach((entry, key) => {
    if (entry.getUrnsList().length > 0) derivedInputs.push(key);
  });
  return {
    type: request.getType(),
    name: request.getName(),
    parent: parent === "" ? undefined : resourceOf(parent),
    dependsOn: request.getDependenciesList().map(resourceOf),
    inputs: inputs.parse(runtime.deserializeProperties(request.getObject())),
    derivedInputs,
  };
}

/** `type name` of a resource, of its URN. */
export function resourceOf(urn: string): string {
  const [, , qualifiedType = "", ...name] = urn.split("::");
  return `${qualifiedType.slice(qualifiedType.lastIndexOf("$") + 1)} ${name.join("::")}`;
}
