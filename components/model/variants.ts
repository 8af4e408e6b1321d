import { quote } from "../problems/problems";
import type { Problem } from "../problems/problems";
import type { ModelServingProps, ModelServingSpec, ServedModelProps } from "./model-serving-props";
import { objectName, variantNames } from "./names";
import { modelServingSchema } from "./model-serving-schema";
import { modelSubject, resolveModelServing } from "./resolve-model-serving";
import { written } from "../keys/props";
import { maxReplicasOf } from "../scaling/resolve-scaling";

/** All variants of one model, the lead first; without variants, only the model. */
export type Variants = readonly [ModelServingSpec, ...ModelServingSpec[]];

/** A resolved variant, and the weight that the user gives it. */
export interface WeightedSpec {
  readonly spec: ModelServingSpec;
  /** `undefined` uses the replicas. */
  readonly weight: number | undefined;
}

/**
 * Position of the lead variant: the one on the model's own accelerator, so that a model keeps its objects when it
 * gets variants, in any order; else the first.
 */
export function leadIndex(
  accelerators: readonly (string | undefined)[],
  ofModel: string | undefined,
): number {
  return Math.max(0, accelerators.indexOf(ofModel));
}

/**
 * Makes several variants one model, with one route for all.
 * @param lead position of the lead variant.
 */
export function joinVariants(variants: readonly WeightedSpec[], lead: number): readonly ModelServingSpec[] {
  const weights = weightsOf(variants);
  const inOrder = variants.map(({ spec }, index) => ({
    name: spec.name,
    weight: weights[index] ?? 0,
  }));
  // The lead comes first, so that another order in the file changes nothing.
  const backends = [...inOrder.slice(lead, lead + 1), ...inOrder.toSpliced(lead, 1)];
  return variants.map(({ spec }) => ({ ...spec, routeName: backends[0]?.name ?? spec.name, backends }));
}

/** A parked variant would answer its share 503, so the others get it. */
function weightsOf(variants: readonly WeightedSpec[]): readonly number[] {
  if (variants.length === 1) return [1];
  if (variants.every(({ spec }) => maxReplicasOf(spec) === 0))
    return variants
      .map(({ weight }) => weight ?? 1)
      .map((weight, _, all) => (all.some(Boolean) ? weight : 1));
  return variants.map(({ spec, weight }) => {
    const replicas = maxReplicasOf(spec);
    return replicas === 0 ? 0 : (weight ?? replicas);
  });
}

/**
 * Resolves a model and each of its variants.
 * @throws InvalidArgs when the props are wrong, with all problems at once.
 */
export function resolveVariants(props: ServedModelProps): Variants {
  return variantsOf(written(modelServingSchema, props, modelSubject(props)));
}

/** The same for props that are already checked. */
export function variantsOf({ variants = [], ...model }: ServedModelProps): Variants {
  const merged = variants.map(({ weight, ...own }) => ({
    weight,
    chosenName: own.name,
    props: withDefaults<ModelServingProps>(model, own),
  }));
  const accelerators = merged.map(({ props }) => props.accelerator);
  const lead = leadIndex(accelerators, model.accelerator);
  const names = namesOf(model, lead, merged);
  const resolved = merged.map(({ props, weight }, index) => ({
    spec: resolveModelServing({ ...props, name: names[index] }),
    weight,
  }));
  const [joined] = groupVariants(joinVariants(resolved, lead));
  return joined ?? [resolveModelServing(model)];
}

function namesOf(
  model: ModelServingProps,
  lead: number,
  variants: readonly { readonly chosenName: string | undefined; readonly props: ModelServingProps }[],
): readonly string[] {
  const leadName = variants[lead]?.chosenName ?? model.name ?? objectName(model.model);
  const followers = variants
    .filter((_, index) => index !== lead)
    .map(({ chosenName, props }) => ({ ...props, name: chosenName, lead: leadName }));
  return variantNames([leadName], followers).toSpliced(lead, 0, leadName);
}

/** A variant's missing keys are the model's. */
export function withDefaults<Model extends object>(
  model: Model,
  variant: { readonly [Key in keyof Model]?: Model[Key] | undefined },
): Model {
  const stated = { ...variant };
  for (const key in stated) if (stated[key] === undefined) Reflect.deleteProperty(stated, key);
  return { ...model, ...stated };
}

/** The variants of each model together. */
export function groupVariants(specs: readonly ModelServingSpec[]): readonly Variants[] {
  const groups = new Map<string, [ModelServingSpec, ...ModelServingSpec[]]>();
  // The lead comes first, wherever it is in the list.
  for (const spec of [...specs.filter(leads), ...specs.filter((one) => !leads(one))]) {
    const group = groups.get(spec.routeName);
    if (group) group.push(spec);
    else groups.set(spec.routeName, [spec]);
  }
  return [...groups.values()];
}

/** Whether a variant is the lead, which owns the model's route and other shared objects. */
export function leads({ name, routeName }: ModelServingSpec): boolean {
  return name === routeName;
}

/** A variant in messages: the model's name, and its accelerator if there are several variants. */
export function variantPhrase({ model, accelerator, backends }: ModelServingSpec): string {
  return backends.length === 1 ? model : `${model} on ${accelerator}`;
}

/** Share of the model's requests that a variant gets, from 0 to 1. */
export function requestShare({ name, backends }: Pick<ModelServingSpec, "name" | "backends">): number {
  const sum = backends.reduce((total, { weight }) => total + weight, 0);
  return weightOf(name, backends) / sum;
}

function weightOf(name: string, backends: ModelServingSpec["backends"]): number {
  return backends.find((backend) => backend.name === name)?.weight ?? 0;
}

/**
 * Whether the requests of a model go anywhere.
 * @param path where the user listed its variants.
 */
export function checkWeights({ backends }: ModelServingSpec, path: string): readonly Problem[] {
  if (backends.some(({ weight }) => weight > 0)) return [];
  return [
    {
      code: "OutOfRange",
      path,
      rule: "must give a weight above 0 to a variant that is not parked, or no request is answered",
      got: backends.map(({ name, weight }) => `${weight} for ${name}`).join(", "),
      fix: "raise one of the weights, or leave them out",
    },
  ];
}

/**
 * Whether the variants of one model have different object names.
 * @param path where the user listed them.
 */
export function checkVariantNames({ backends }: ModelServingSpec, path: string): readonly Problem[] {
  const names = backends.map(({ name }) => name);
  return names.flatMap((name, index) =>
    names.indexOf(name) === index
      ? []
      : [
          {
            code: "DuplicateName" as const,
            path: `${path}[${index}].name`,
            rule: "must differ from the name of every other variant",
            got: quote(name),
            fix: "choose another name, or leave it out",
          },
        ],
  );
}
