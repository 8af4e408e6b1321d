import { IAMMember } from "@pulumi/gcp/projects/iammember";
import { Account } from "@pulumi/gcp/serviceaccount/account";
import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions, Output, ProviderResource, Resource } from "@pulumi/pulumi";
import { nodeAccountId } from "./node-account";
import { mapping } from "../../keys/mapping";

/** The identity of a cluster's nodes. */
export interface NodeIdentityArgs {
  /** Name of the cluster, which the account is named after. Changing it replaces the account. */
  readonly clusterName: string;
  /** Id of the project. Changing it replaces the account. */
  readonly project: string;
  /** Whether nodes read images from the project's own registries. Changing it grants or revokes a role. */
  readonly readsImages: boolean;
  /** What must exist first: the APIs. */
  readonly after: readonly Resource[];
  /** Provider of Google Cloud. */
  readonly provider: ProviderResource;
}

/**
 * The service account of a cluster's nodes, with permission to write logs and metrics, to read the models' images if they are in the
 * project, and nothing else: the default account of Compute Engine may often edit the whole project.
 *
 * @see GKE's "Configure GKE node service accounts" (read 2026-08), which asks for the first role, and for the second one where
 * images are in Artifact Registry
 */
export class NodeIdentity extends ComponentResource {
  /** Address of the account. */
  public readonly email: Output<string>;
  /** The grants, which must exist before any node. */
  public readonly grants: readonly IAMMember[];

  public constructor(name: string, args: NodeIdentityArgs, options: ComponentResourceOptions = {}) {
    const { clusterName, project, readsImages, after, provider } = mapping(args, `NodeIdentity "${name}"`);
    super("switchyard:cloud:NodeIdentity", name, {}, { ...options, provider });
    const account = new Account(
      `${name}-account`,
      {
        accountId: nodeAccountId(clusterName),
        project,
        displayName: `Nodes of GKE cluster ${clusterName}`,
      },
      // Nothing can be created before its API is enabled. The id is fixed, so two of them cannot coexist.
      { parent: this, provider, dependsOn: [...after], deleteBeforeReplace: true },
    );
    const grant = (suffix: string, role: string) =>
      new IAMMember(
        `${name}-${suffix}`,
        { project, role: `roles/${role}`, member: account.member },
        { parent: this, provider },
      );
    this.grants = [
      grant("role", "container.defaultNodeServiceAccount"),
      ...(readsImages ? [grant("images", "artifactregistry.reader")] : []),
    ];
    this.email = account.email;
    this.registerOutputs({ email: this.email });
  }
}
