import type { IConstruct } from "constructs";
import { z } from "zod";

const metadataType = "switchyard:create-after";

/** Why an object is created after others. */
const reasonSchema = z.object({ after: z.array(z.string()), because: z.string() });

/** An edge of the tree: an object, what it waits for, and why. */
export interface Reason {
  readonly object: string;
  readonly after: readonly string[];
  readonly because: string;
}

/**
 * Makes an object wait for others. Every edge has a reason, from which the table in docs/how-it-works.md is generated.
 * @param because a phrase without a full stop.
 */
export function createAfter(object: IConstruct, needs: readonly IConstruct[], because: string): void {
  if (needs.length === 0) return;
  object.node.addDependency(...needs);
  object.node.addMetadata(metadataType, { after: needs.map(({ node }) => node.path), because });
}

/** The reasons of all edges below a construct, in the order of their objects. Objects are named by their paths. */
export function reasonsIn(root: IConstruct): readonly Reason[] {
  return root.node
    .findAll()
    .flatMap(({ node }) =>
      node.metadata
        .filter(({ type }) => type === metadataType)
        .map(({ data }) => ({ object: node.path, ...reasonSchema.parse(data) })),
    );
}
