import { z } from "zod";
import { notFound } from "../google-api-error";
import { computedAndFixed, each, fixed } from "../provider-schema/field-facts";
import { existing, lastSegment, projectOf, regionOf } from "../cloud-state";
import { defineKind } from "./kind";
import { computeName, deletionPolicy } from "./patterns";
import { routerKind } from "./router-fields";

const schema = z
  .strictObject({
    name: computeName,
    router: z.string().min(1),
    region: z.string().optional(),
    project: z.string().optional(),
    natIpAllocateOption: z.enum(["AUTO_ONLY", "MANUAL_ONLY"]).optional(),
    natIps: z.array(z.string()).optional(),
    sourceSubnetworkIpRangesToNat: z.enum([
      "ALL_SUBNETWORKS_ALL_IP_RANGES",
      "ALL_SUBNETWORKS_ALL_PRIMARY_IP_RANGES",
      "LIST_OF_SUBNETWORKS",
    ]),
    subnetworks: z
      .array(
        z.strictObject({
          name: z.string().min(1),
          sourceIpRangesToNats: z
            .array(z.enum(["ALL_IP_RANGES", "PRIMARY_IP_RANGE", "LIST_OF_SECONDARY_IP_RANGES"]))
            .min(1),
          secondaryIpRangeNames: z.array(z.string()).optional(),
        }),
      )
      .optional(),
    logConfig: z
      .strictObject({ enable: z.boolean(), filter: z.enum(["ERRORS_ONLY", "TRANSLATIONS_ONLY", "ALL"]) })
      .optional(),
    enableDynamicPortAllocation: z.boolean().optional(),
    enableEndpointIndependentMapping: z.boolean().optional(),
    minPortsPerVm: z.number().int().optional(),
    maxPortsPerVm: z.number().int().optional(),
    deletionPolicy,
  })
  .refine(
    ({ subnetworks, sourceSubnetworkIpRangesToNat: source }) =>
      (source === "LIST_OF_SUBNETWORKS") === (subnetworks !== undefined),
    { error: "must be set with LIST_OF_SUBNETWORKS, and with nothing else", path: ["subnetworks"] },
  )
  .refine(
    ({ natIpAllocateOption, natIps = [] }) => (natIpAllocateOption === "MANUAL_ONLY") === natIps.length > 0,
    {
      error: "must be set with MANUAL_ONLY, and with nothing else",
      path: ["natIps"],
    },
  );

/** Cloud NAT: how nodes without a public address reach the internet. */
export const routerNat = defineKind({
  type: "gcp:compute/routerNat:RouterNat",
  schema,
  nameField: "name",
  facts: { ...each(fixed, "name", "router"), ...each(computedAndFixed, "region", "project") },
  computed: [],
  api: "compute.googleapis.com",
  id: (fields, place) =>
    `${projectOf(fields, place)}/${regionOf(fields, place)}/${lastSegment(fields.router)}/${fields.name}`,
  outputs: (fields, _resource, { place }) => ({
    project: projectOf(fields, place),
    region: regionOf(fields, place),
  }),
  check: (_fields, id, cloudState) => {
    const [project, region, name] = id.split("/");
    const needed = `projects/${project}/regions/${region}/routers/${name}`;
    if (!existing(cloudState, routerKind).some((one) => one.id === needed)) throw notFound(needed);
  },
  alreadyExists: (id) => `The resource '${id}' already exists, alreadyExists`,
});
