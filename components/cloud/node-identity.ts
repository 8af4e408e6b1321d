import { IAMMember } from "@pulumi/gcp/projects/iammember";
import { Account } from "@pulumi/gcp/serviceaccount/account";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, Output, ProviderResource, Resource } from "@pulumi/pulumi";
import { nodeAccountId } from "../gke/node-account";

/** Who the nodes of a cluster are. */
export interface NodeIdentityArgs {
  /** Name of the cluster, which the account is called after. Changing it replaces the account. */
  readonly clusterName: string;
  /** Id of the project. Changing it replaces the account. */
  readonly project: string;
  /** What must be there first: the APIs. */
  readonly after: readonly Resource[];
  /** Provider of Google Cloud. */
  readonly provider: ProviderResource;
}

/**
 * The service account of a cluster's nodes, with the rights to write logs and metrics and no others: the default account of
 * Compute Engine may often edit the whole project.
 *
 * @see GKE's "Configure GKE node service accounts" (read 2026-08), which asks for this one role
 */
export class NodeIdentity extends ComponentResource {
  /** Address of the account. */
  public readonly email: Output<string>;
  /** The grant, which must be there before a node is. */
  public readonly grant: IAMMember;

  public constructor(name: string, args: NodeIdentityArgs, options: ComponentResourceOptions = {}) {
    const { clusterName, project, after, provider } = args;
    super("switchyard:cloud:NodeIdentity", name, {}, { ...options, provider });
    const account = new Account(
      `${name}-account`,
      {
        accountId: nodeAccountId(clusterName),
        project,
        displayName: `Nodes of GKE cluster ${clusterName}`,
      },
      // Nothing can be made before its API is enabled. The id is given: there cannot be two of them.
      { parent: this, provider, dependsOn: [...after], deleteBeforeReplace: true },
    );
    this.grant = new IAMMember(
      `${name}-role`,
      { project, role: "roles/container.defaultNodeServiceAccount", member: account.member },
      { parent: this, provider },
    );
    this.email = account.email;
    this.registerOutputs({ email: this.email });
  }
}
