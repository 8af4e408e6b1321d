import { Service } from "@pulumi/gcp/projects/service";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, ProviderResource } from "@pulumi/pulumi";
import { mapping } from "../../keys/mapping";

/** The APIs that a stack needs, and why. */
const services = {
  cloudresourcemanager: "roles are granted to the nodes' account in the project's policy",
  compute: "networks, NAT, nodes and the load balancer behind the gateway",
  container: "the cluster and its node pools",
  iam: "the nodes' service account",
  logging: "nodes send logs",
  monitoring: "nodes send metrics, which managed Prometheus keeps",
  networkservices: "the gateway's load balancer calls BBR, which is a service extension",
} as const;

/** The project whose APIs are enabled. */
export interface ProjectServicesArgs {
  /** Id of the project. Changing it enables the APIs in the other one as well. */
  readonly project: string;
  /** Provider of Google Cloud. */
  readonly provider: ProviderResource;
}

/** The APIs of Google Cloud that everything else needs. They stay enabled after deletion, because others may use them too. */
export class ProjectServices extends ComponentResource {
  public readonly services: readonly Service[];

  public constructor(name: string, args: ProjectServicesArgs, options: ComponentResourceOptions = {}) {
    const { project, provider } = mapping(args, `ProjectServices "${name}"`);
    super("switchyard:cloud:ProjectServices", name, {}, { ...options, provider });
    this.services = Object.keys(services).map(
      (service) =>
        new Service(
          `${name}-${service}`,
          { project, service: `${service}.googleapis.com`, disableOnDestroy: false },
          { parent: this, provider },
        ),
    );
    this.registerOutputs({});
  }
}
