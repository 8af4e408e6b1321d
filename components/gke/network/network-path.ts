/**
 * Ways to name networks and subnetworks: a name in the stack's project, a path, which may be of another project that shares its
 * network, or the URL that Google's API reports.
 */

/** Prefix of a path in Google's API. */
const apiPrefix = /^https:\/\/(?:www\.googleapis\.com\/compute|compute\.googleapis\.com\/compute)\/v1\//;

const project = "((?:[a-z0-9.-]+:)?[a-z][a-z0-9-]{4,28}[a-z0-9])";
const name = "[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?";
const networkPath = new RegExp(`^(?:projects/${project}/global/networks/)?${name}$`);
const subnetworkPath = new RegExp(
  `^(?:projects/${project}/regions/([a-z]+-[a-z]+[0-9]+)/subnetworks/)?${name}$`,
);

/** A path without the address of the API. */
export function withoutApi(link: string): string {
  return link.replace(apiPrefix, "");
}

/** Whether something can be a network's name, path or address. */
export function isNetworkPath(link: string): boolean {
  return networkPath.test(withoutApi(link));
}

/** Whether something can be a subnetwork's name, path or address. */
export function isSubnetworkPath(link: string): boolean {
  return subnetworkPath.test(withoutApi(link));
}

/** The project that a path of a network or a subnetwork names; undefined for a name. */
export function projectOfPath(link: string): string | undefined {
  return /^projects\/([^/]+)\//.exec(withoutApi(link))?.[1];
}

/** The region that a path of a subnetwork names; undefined for a name. */
export function regionOfSubnetwork(link: string): string | undefined {
  return subnetworkPath.exec(withoutApi(link))?.[2];
}

/** A network and its subnetwork as paths, if one of the two names the project of both. */
export function inOneProject(
  { network, subnetwork }: { readonly network: string; readonly subnetwork: string },
  region: string,
): { readonly network: string; readonly subnetwork: string } {
  const owner = projectOfPath(network) ?? projectOfPath(subnetwork);
  if (owner === undefined) return { network, subnetwork };
  return {
    network: inProject(network, `projects/${owner}/global/networks`),
    subnetwork: inProject(subnetwork, `projects/${owner}/regions/${region}/subnetworks`),
  };
}

function inProject(link: string, folder: string): string {
  const path = withoutApi(link);
  return path.includes("/") ? path : `${folder}/${path}`;
}
