import type { ProviderResource, ResourceTransformation } from "@pulumi/pulumi";
import { FakeProvider, recordResources } from "./record-resources";
import type { Answer, DeclaredResource, Outcome, Recording, RegisteredResource } from "./record-resources";

/** How the engine refers to the provider of {@link recordCloud}. */
export const googleReference = "urn:pulumi:test::switchyard::pulumi:providers:gcp::google::google-id";

/** What Google Cloud adds to what is made: addresses and names that nobody chooses. */
export const googleOutcome: Outcome = ({ type, inputs }) => {
  switch (type) {
    case "gcp:serviceaccount/account:Account": {
      const email = `${String(inputs["accountId"])}@my-project.iam.gserviceaccount.com`;
      return { email, member: `serviceAccount:${email}` };
    }
    case "gcp:container/cluster:Cluster":
      return {
        endpoint: "203.0.113.10",
        masterAuth: { clusterCaCertificate: "Q0E=" },
        controlPlaneEndpointsConfig: { dnsEndpointConfig: { endpoint: "gke-1.europe-west4-a.gke.goog" } },
      };
    default:
      return {};
  }
};

/** Runs a part of a program against a Google Cloud that makes everything at once. */
export async function recordCloud(
  program: (provider: ProviderResource, record: ResourceTransformation) => void,
  answer?: Answer,
): Promise<Recording> {
  return recordResources(
    (record) => {
      program(new FakeProvider("google", "gcp"), record);
    },
    googleOutcome,
    answer,
  );
}

/** What was made on Google Cloud, by name. Fails when something was made there by another provider. */
export function madeOnGoogle({ registered }: Recording): ReadonlyMap<string, RegisteredResource> {
  const made = registered.filter(({ type }) => type.startsWith("gcp:"));
  const strays = made.filter(({ provider }) => provider !== googleReference);
  if (strays.length > 0)
    throw new Error(`another provider made ${strays.map(({ name }) => name).join(", ")}`);
  return new Map(made.map((resource) => [resource.name, resource]));
}

/** How a resource was declared. */
export function declarationOf({ declared }: Recording, name: string, type = "gcp:"): DeclaredResource {
  const found = declared.find((one) => one.name === name && one.type.startsWith(type));
  if (found === undefined) throw new Error(`nothing called ${name} was declared`);
  return found;
}
