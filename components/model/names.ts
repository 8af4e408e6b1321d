import { providers } from "../gateway/providers";
import { staticAnswersName } from "../gateway/static-answers/names";
import { fingerprint, hashLength } from "../objects/fingerprint";
import { endpointPickerName } from "./endpoint-picker-name";
import { maxNameLength } from "./name-length";

export { endpointPickerName } from "./endpoint-picker-name";

/** Names of shared objects with any gateway: models keep their names when the gateway changes. */
export const reservedNames: readonly string[] = [
  "inference-gateway",
  "keda",
  staticAnswersName,
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
 * The object name of a model on its own: readable, valid in every place where Kubernetes wants a DNS label, and stable
 * for the same model. `Qwen/Qwen2.5-3B-Instruct` becomes `qwen2-5-3b-instruct`.
 */
export function objectName(model: string): string {
  const base = slug(model.slice(model.lastIndexOf("/") + 1)) || "model";
  return base.length > maxNameLength || reservedNames.includes(base) ? withFingerprint(base, model) : base;
}

/** Names of a model's Deployments: its server's, and its endpoint picker's. */
function deploymentNames(name: string): readonly string[] {
  return [name, endpointPickerName({ name })];
}

/** A model and its object name, if the user chose one. */
export interface NameRequest {
  readonly model: string;
  readonly name?: string | undefined;
}

/**
 * The object names of all models of a stack, in order. If several models would get the same name, the first keeps it
 * and the later ones get a fingerprint of their model: appending an entry never renames the ones before it. Names that users
 * chose are kept, even if they clash: the user must fix that.
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

/** A variant that is not the lead, and its object name, if the user chose one. */
export interface VariantNameRequest extends NameRequest {
  /** Object name of the lead variant. */
  readonly lead: string;
  readonly accelerator: string;
}

/**
 * The object names of all variants except the lead, in order: the lead's name and the accelerator. Names of models take
 * precedence, so that adding a variant never renames a model.
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
