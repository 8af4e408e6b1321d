import { inUse } from "../google-api-error";
import { computedAndFixed, each, fixed } from "../provider-schema/field-facts";
import { projectOf, regionOf } from "../cloud-state";
import { defineKind } from "./kind";
import { checkNetwork, computeLink } from "./network-users";
import { routerKind } from "./router-fields";

/** A router, for Cloud NAT. */
export const router = defineKind({
  ...routerKind,
  nameField: "name",
  facts: { ...each(fixed, "name", "network"), ...each(computedAndFixed, "region", "project") },
  computed: ["selfLink", "creationTimestamp"],
  api: "compute.googleapis.com",
  id: (fields, place) =>
    `projects/${projectOf(fields, place)}/regions/${regionOf(fields, place)}/routers/${fields.name}`,
  outputs: (fields, { id, createdAtMs }, { place }) => ({
    project: projectOf(fields, place),
    region: regionOf(fields, place),
    selfLink: computeLink(id),
    creationTimestamp: new Date(createdAtMs).toISOString(),
  }),
  check: (fields, _id, cloudState) => {
    checkNetwork(fields.network, projectOf(fields, cloudState.place), cloudState);
  },
  checkDelete: (_fields, id, { resources }) => {
    const [, project, , region, , name] = id.split("/");
    const nat = resources.find(
      (one) =>
        one.type === "gcp:compute/routerNat:RouterNat" && one.id.startsWith(`${project}/${region}/${name}/`),
    );
    if (nat !== undefined) throw inUse("router", id, nat.id);
  },
  alreadyExists: (id) => `The resource '${id}' already exists, alreadyExists`,
});
