import { Agent, request } from "node:https";
import type { RequestOptions } from "node:https";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { Manifest } from "../../../components/plan/manifest";
import { readKubeconfig } from "@switchyard/contracts/read-kubeconfig";

/** What the API server answers. */
export interface ApiAnswer {
  readonly status: number;
  /** The object, or the reason of a refusal. */
  readonly body: unknown;
  readonly warnings: readonly string[];
}

const resourceList = z.object({
  resources: z.array(z.object({ name: z.string(), kind: z.string(), namespaced: z.boolean() })),
});

type Resource = z.infer<typeof resourceList>["resources"][number];

const applyPatch = "application/apply-patch+yaml";

/**
 * The API server without a client library between: what is sent is what a test says, and warnings are seen, as the
 * library would drop both unknown fields and warnings.
 */
export class ApiServer {
  private readonly resources = new Map<string, Promise<readonly Resource[]>>();

  private constructor(
    private readonly server: string,
    private readonly options: RequestOptions,
    private readonly identity: Readonly<Record<string, string>>,
  ) {}

  public static async connect(kubeconfig: string): Promise<ApiServer> {
    const config = readKubeconfig(kubeconfig);
    const options: RequestOptions = {};
    await config.applyToHTTPSOptions(options);
    const agent = new Agent({ keepAlive: true, maxSockets: 8 });
    const server = z.string().parse(config.getCurrentCluster()?.server);
    const identity = z.record(z.string(), z.string()).default({}).parse(options.headers);
    return new ApiServer(server, { ...options, agent }, identity);
  }

  /** The same API server as an account of a namespace meets it. */
  public as(namespace: string, account: string): ApiServer {
    const user = `system:serviceaccount:${namespace}:${account}`;
    return new ApiServer(this.server, this.options, { ...this.identity, "impersonate-user": user });
  }

  /** Applies an object, as `kubectl apply --server-side` does. */
  public async apply(manifest: Manifest, { dryRun = false } = {}): Promise<ApiAnswer> {
    const query = `fieldManager=test&force=true${dryRun ? "&dryRun=All" : ""}`;
    return this.send("PATCH", `${await this.pathOf(manifest)}?${query}`, manifest, applyPatch);
  }

  public async read(manifest: Manifest): Promise<ApiAnswer> {
    return this.send("GET", await this.pathOf(manifest));
  }

  public async remove(manifest: Manifest): Promise<ApiAnswer> {
    return this.send("DELETE", await this.pathOf(manifest));
  }

  /** Any request, by its path. */
  public send(method: string, path: string, body?: object, type = "application/json"): Promise<ApiAnswer> {
    const headers = { ...this.identity, accept: "application/json", ...(body && { "content-type": type }) };
    return new Promise((resolve, reject) => {
      const sent = request(this.server + path, { ...this.options, method, headers }, (response) => {
        const warnings = response.headersDistinct["warning"] ?? [];
        text(response)
          .then((content) => {
            resolve({ status: response.statusCode ?? 0, body: JSON.parse(content) as unknown, warnings });
          })
          .catch(reject);
      });
      sent.on("error", reject);
      sent.end(body && JSON.stringify(body));
    });
  }

  private async pathOf({ apiVersion, kind, metadata }: Manifest): Promise<string> {
    const root = apiVersion === "v1" ? "/api/v1" : `/apis/${apiVersion}`;
    let known = this.resources.get(root);
    known ??= this.send("GET", root).then(({ body }) => resourceList.parse(body).resources);
    this.resources.set(root, known);
    const resource = (await known).find((one) => one.kind === kind && !one.name.includes("/"));
    if (!resource) throw new Error(`the API server does not know ${apiVersion} ${kind}`);
    const namespace = resource.namespaced ? `/namespaces/${metadata.namespace}` : "";
    return `${root}${namespace}/${resource.name}/${metadata.name}`;
  }
}
