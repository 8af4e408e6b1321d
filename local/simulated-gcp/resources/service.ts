import { computedAndFixed, fixed } from "../provider-schema/field-facts";
import { projectOf } from "../cloud-state";
import { defineKind } from "./kind";
import { serviceKind } from "./service-fields";

/** An API that is enabled in a project. Enabling it again is harmless. */
export const service = defineKind({
  ...serviceKind,
  facts: { service: fixed, project: computedAndFixed },
  computed: [],
  id: (fields, place) => `${projectOf(fields, place)}/${fields.service}`,
  outputs: (fields, _resource, { place }) => ({ project: projectOf(fields, place) }),
  alreadyExists: (id) => `${id} is already enabled`,
  takesOver: () => true,
  outlivesDelete: ({ disableOnDestroy = false }) => !disableOnDestroy,
});
