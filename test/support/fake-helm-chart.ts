import { ComponentResource } from "@pulumi/pulumi";
import type { ComponentResourceOptions } from "@pulumi/pulumi";

/**
 * Stands for `Chart` of `@pulumi/kubernetes/helm/v4/chart`, whose objects the provider's process makes: it registers the same
 * resource with the same inputs. It leaves transforms out, which the engine's mocks refuse.
 */
export class Chart extends ComponentResource {
  public constructor(name: string, args: object, { parent, dependsOn }: ComponentResourceOptions) {
    const options = { ...(parent && { parent }), ...(dependsOn && { dependsOn }) };
    // As the real one is: what depends on it depends on a resource of the engine, not on children that nobody has made.
    const isRemote = true;
    super("kubernetes:helm.sh/v4:Chart", name, args, options, isRemote);
  }
}
