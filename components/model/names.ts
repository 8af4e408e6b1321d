import { providers } from "../gateway/providers";
import { fingerprint, hashLength } from "../objects/fingerprint";
import { maxNameLength } from "./name-length";

/** What a stack has once, whichever gateway it has: models keep their names when it gets another. */
export const reservedNames: readonly string[] = [
  "inference-gateway",
  "keda",
  ...providers.flatMap((provider) => provider.reservedNames),
];

/** Lower case, digits and single dashes; starts with a letter, ends without a dash; empty when nothing is left. */
function slug(text: string): string {
  const dashed = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return /^[0-9]/.test(dashed) ? `m-${dashed}` : dashed;
}

function withFingerprint(base: string, model: string): string {
  const room = maxNameLength - hashLength - 1;
  return `${base.slice(0, room).replace(/-+$/, "")}-${fingerprint(model)}`;
}

/**
 * The object name of a model on its own: readable, valid in every place where Kubernetes wants a DNS label, and the same
 * for the same model for ever. `Qwen/Qwen2.5-3B-Instruct` becomes `qwen2-5-3b-instruct`.
 */
export function objectName(model: string): string {
  const base = slug(model.slice(model.lastIndexOf("/") + 1)) || "model";
  return base.length > maxNameLength || reservedNames.includes(base) ? withFingerprint(base, model) : base;
}

/** Names of a model's Deployments: its server's, and its endpoint picker's. */
function deploymentNames(name: string): readonly string[] {
  return [name, endpointPickerName({ name })];
}

/** Name of a model's endpoint picker: of its Deployment and its Service. */
export function endpointPickerName({ name }: { readonly name: string }): string {
  return `${name}-epp`;
}

/** A model and, where the user chose one, its object name. */
export interface NameRequest {
  readonly model: string;
  readonly name?: string | undefined;
}

/**
 * The object names of all models of a stack, in order. Of several models that would get the same name, the first keeps
 * it and the later ones get a fingerprint of their model: appending an entry never renames the ones before it. Names
 * that users chose are kept as they are, even where they clash: that is theirs to mend.
 */
export function objectNames(requests: readonly NameRequest[]): readonly string[] {
  const taken = new Set<string>();
  return requests.map(({ model, name }) => {
    const plain = name ?? objectName(model);
    const clashes = deploymentNames(plain).some((object) => taken.has(object));
    const unique = name === undefined && clashes ? withFingerprint(plain, model) : plain;
    for (const object of deploymentNames(unique)) taken.add(object);
    return unique;
  });
}

/** A variant that does not lead, and where the user chose one, its object name. */
export interface VariantNameRequest extends NameRequest {
  /** Object name of the variant that leads. */
  readonly lead: string;
  readonly accelerator: string;
}

/**
 * The object names of all variants that do not lead, in order: the lead's name and the accelerator. They give way to the
 * names of all models, so that a variant more never renames a model.
 * @param leads object names of all models.
 */
export function variantNames(
  leads: readonly string[],
  requests: readonly VariantNameRequest[],
): readonly string[] {
  const taken = new Set(leads.flatMap(deploymentNames));
  return requests.map((request) => {
    const name = request.name ?? freeVariantName(request, taken);
    for (const object of deploymentNames(name)) taken.add(object);
    return name;
  });
}

function freeVariantName(
  { lead, model, accelerator }: VariantNameRequest,
  taken: ReadonlySet<string>,
): string {
  const plain = `${lead}-${accelerator}`;
  const isFree = (name: string) => deploymentNames(name).every((object) => !taken.has(object));
  if (plain.length <= maxNameLength && isFree(plain)) return plain;
  const room = maxNameLength - hashLength - 2 - accelerator.length;
  const cut = `${lead.slice(0, room).replace(/-+$/, "")}-${accelerator}`;
  // Two variants may run on one accelerator.
  for (let attempt = 1; ; attempt++) {
    const name = withFingerprint(cut, [model, accelerator, ...(attempt === 1 ? [] : [attempt])].join(" "));
    if (isFree(name)) return name;
  }
}
