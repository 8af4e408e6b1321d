import { z } from "zod";
import { GoogleApiError, inUse } from "../google-api-error";
import { computedAndFixed, each, fixed } from "../provider-schema/field-facts";
import { projectOf } from "../cloud-state";
import { defineKind } from "./kind";
import { checkNoGateways, computeLink, networkUsers } from "./network-users";
import { computeName, deletionPolicy } from "./patterns";

const type = "gcp:compute/network:Network";

/** A VPC network. */
export const network = defineKind({
  type,
  schema: z.strictObject({
    name: computeName,
    project: z.string().optional(),
    description: z.string().optional(),
    autoCreateSubnetworks: z.boolean().optional(),
    routingMode: z.enum(["REGIONAL", "GLOBAL"]).optional(),
    mtu: z.number().int().min(1300).max(8896).optional(),
    deleteDefaultRoutesOnCreate: z.boolean().optional(),
    deletionPolicy,
  }),
  nameField: "name",
  facts: {
    ...each(fixed, "name", "description"),
    project: computedAndFixed,
    autoCreateSubnetworks: { ...fixed, default: true },
    deleteDefaultRoutesOnCreate: { ...fixed, default: false },
  },
  computed: ["selfLink", "gatewayIpv4", "networkId", "numericId"],
  api: "compute.googleapis.com",
  id: (fields, place) => `projects/${projectOf(fields, place)}/global/networks/${fields.name}`,
  outputs: (fields, { id, createdAtMs }, { place }) => ({
    project: projectOf(fields, place),
    selfLink: computeLink(id),
    gatewayIpv4: "",
    networkId: createdAtMs,
    numericId: String(createdAtMs),
  }),
  check: ({ autoCreateSubnetworks = true }) => {
    // Its ranges would overlap with every other network's, and no such network is needed here.
    if (autoCreateSubnetworks)
      throw new GoogleApiError(400, "networks with automatic subnetworks are not simulated, notImplemented");
  },
  checkDelete: (_fields, id, cloudState) => {
    checkNoGateways("network", id, cloudState);
    const user = networkUsers(id, cloudState).at(0);
    if (user !== undefined) throw inUse("network", id, user);
  },
  alreadyExists: (id) => `The resource '${id}' already exists, alreadyExists`,
});
