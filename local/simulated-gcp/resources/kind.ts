import type { z } from "zod";
import type { Properties } from "../protocol/values";
import { computed as computedField, each } from "../provider-schema/field-facts";
import type { Facts } from "../provider-schema/field-facts";
import type { SimulatedGcpSettings } from "../settings";
import type { StoredResource } from "../state/stored-resource";
import type { Place, CloudState } from "../cloud-state";
import type { ApiName } from "./api-names";

/** One type of resource: its fields and the rules that Google Cloud has for it. */
export interface KindRules<Fields> {
  /** Pulumi's name of the type. */
  readonly type: string;
  /** The fields that we use; any other one is rejected, so that a misspelt name is found. */
  readonly schema: z.ZodType<Fields>;
  /** Field that the provider generates when it is left out. */
  readonly nameField?: "name" | "accountId";
  /** Facts about the fields from the real provider's schema. */
  readonly facts: Facts;
  /** Outputs that are known only once the resource exists. */
  readonly computed: readonly string[];
  /** API that must be enabled in the project. */
  readonly api?: ApiName;
  /** Id in Google Cloud. */
  readonly id: (fields: Fields, place: Place) => string;
  /** All outputs except the inputs. */
  readonly outputs: (fields: Fields, resource: StoredResource, cloudState: CloudState) => Properties;
  /** Values that are decided on creation and kept. */
  readonly decide?: (fields: Fields, id: string, cloudState: CloudState) => Properties;
  /** Values that are decided again on a change; the others stay. */
  readonly decideAgain?: (fields: Fields, old: StoredResource, cloudState: CloudState) => Properties;
  /** @throws GoogleApiError when it cannot be created or changed like this. */
  readonly check?: (fields: Fields, id: string, cloudState: CloudState) => void;
  /** @throws GoogleApiError when it cannot be deleted. */
  readonly checkDelete?: (fields: Fields, id: string, cloudState: CloudState) => void;
  /** Error message when creating one that exists. */
  readonly alreadyExists: (id: string) => string;
  /** Whether creating one that exists adopts it. */
  readonly takesOver?: (fields: Fields) => boolean;
  /** Whether it stays in Google Cloud when Pulumi deletes it. */
  readonly outlivesDelete?: (fields: Fields) => boolean;
  /** Resources that are deleted with it. */
  readonly takesAlong?: (id: string, cloudState: CloudState) => readonly StoredResource[];
  /** How long each change takes, in seconds. */
  readonly delaySec?: (settings: SimulatedGcpSettings) => number;
}

/** One type of resource, taking inputs as the engine sends them. */
export interface ResourceKind {
  readonly type: string;
  readonly schema: z.ZodType;
  readonly nameField: "name" | "accountId" | undefined;
  readonly facts: Facts;
  readonly computed: readonly string[];
  readonly api: ApiName | undefined;
  readonly id: (inputs: Properties, place: Place) => string;
  readonly outputs: (resource: StoredResource, cloudState: CloudState) => Properties;
  readonly decide: (inputs: Properties, id: string, cloudState: CloudState) => Properties;
  readonly decideAgain: (inputs: Properties, old: StoredResource, cloudState: CloudState) => Properties;
  readonly check: (inputs: Properties, id: string, cloudState: CloudState) => void;
  readonly checkDelete: (resource: StoredResource, cloudState: CloudState) => void;
  readonly alreadyExists: (id: string) => string;
  readonly takesOver: (inputs: Properties) => boolean;
  readonly outlivesDelete: (resource: StoredResource) => boolean;
  readonly takesAlong: (id: string, cloudState: CloudState) => readonly StoredResource[];
  readonly delaySec: (settings: SimulatedGcpSettings) => number;
}

/** Makes the rules of a type accept inputs as the engine sends them: checked before, and parsed here. */
export function defineKind<Fields>(rules: KindRules<Fields>): ResourceKind {
  const { schema, type, nameField, computed, api, alreadyExists } = rules;
  return {
    ...{ type, schema, nameField, computed, api, alreadyExists },
    facts: { ...each(computedField, ...computed), ...rules.facts },
    id: (inputs, place) => rules.id(schema.parse(inputs), place),
    outputs: (resource, cloudState) => rules.outputs(schema.parse(resource.inputs), resource, cloudState),
    decide: (inputs, id, cloudState) => rules.decide?.(schema.parse(inputs), id, cloudState) ?? {},
    decideAgain: (inputs, old, cloudState) =>
      rules.decideAgain?.(schema.parse(inputs), old, cloudState) ?? {},
    check: (inputs, id, cloudState) => rules.check?.(schema.parse(inputs), id, cloudState),
    checkDelete: (resource, cloudState) =>
      rules.checkDelete?.(schema.parse(resource.inputs), resource.id, cloudState),
    takesOver: (inputs) => rules.takesOver?.(schema.parse(inputs)) ?? false,
    outlivesDelete: ({ inputs }) => rules.outlivesDelete?.(schema.parse(inputs)) ?? false,
    takesAlong: (id, cloudState) => rules.takesAlong?.(id, cloudState) ?? [],
    delaySec: (settings) => rules.delaySec?.(settings) ?? 0,
  };
}
