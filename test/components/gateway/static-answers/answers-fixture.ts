/** Static answers as a stack has them, and an Envoy that reads their routes as Envoy documents it. */
import { App } from "cdk8s";
import { z } from "zod";
import { gke } from "../../../../components/gateway/gke/provider";
import { resolveInferenceGateway } from "../../../../components/gateway/gateway-props";
import {
  InferenceGatewayChart,
  gatewayChartId,
} from "../../../../components/gateway/inference-gateway-chart";
import type { GatewayProvider } from "../../../../components/gateway/provider";
import {
  StaticAnswersChart,
  staticAnswersId,
} from "../../../../components/gateway/static-answers/static-answers-chart";
import { modelServingCharts } from "../../../../components/model/model-serving-charts";
import type { ModelServingSpec } from "../../../../components/model/model-serving-props";
import { groupVariants } from "../../../../components/model/variants";
import { objectsIn, planDeployment } from "../../../../components/plan/deployment-plan";
import type { ObjectEntry } from "../../../../components/plan/deployment-plan";

/** The plan of a gateway, its models and its static answers. */
export function planWithAnswers(
  models: readonly ModelServingSpec[],
  provider: GatewayProvider = gke,
): readonly ObjectEntry[] {
  const app = new App();
  const gateway = resolveInferenceGateway({ namespace: "demo" });
  const shared = new InferenceGatewayChart(app, gatewayChartId, gateway, provider);
  for (const variants of groupVariants(models)) modelServingCharts(app, variants, shared);
  new StaticAnswersChart(app, staticAnswersId, { gateway, models }, shared);
  return objectsIn(planDeployment(app));
}

const headerMatch = z.strictObject({
  name: z.string(),
  string_match: z
    .union([
      z.strictObject({ exact: z.string() }),
      z.strictObject({ safe_regex: z.strictObject({ regex: z.string() }) }),
    ])
    .optional(),
  present_match: z.literal(true).optional(),
  invert_match: z.boolean().default(false),
});

const route = z.strictObject({
  match: z.strictObject({
    path: z.string().optional(),
    prefix: z.literal("/").optional(),
    path_separated_prefix: z.string().optional(),
    headers: z.array(headerMatch).default([]),
  }),
  direct_response: z.strictObject({
    status: z.number(),
    body: z.strictObject({ inline_string: z.string() }).optional(),
    body_format: z.strictObject({ json_format: z.unknown() }).optional(),
  }),
  response_headers_to_add: z
    .array(
      z.strictObject({
        header: z.strictObject({ key: z.string(), value: z.string() }),
        append_action: z.literal("OVERWRITE_IF_EXISTS_OR_ADD"),
      }),
    )
    .default([]),
});

const file = z.object({
  resources: z.tuple([
    z.object({
      max_direct_response_body_size_bytes: z.number(),
      virtual_hosts: z.tuple([z.object({ domains: z.tuple([z.literal("*")]), routes: z.array(route) })]),
    }),
  ]),
});

interface Request {
  readonly method: string;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** What an Envoy with these routes answers; without replacing `%REQ(...)%`. */
export function answerTo(routesFile: string, { method, path, headers = {} }: Request) {
  const all = Object.entries({ ":method": method, ...headers });
  const sent = new Map(all.map(([name, value]) => [name.toLowerCase(), value]));
  const [
    {
      virtual_hosts: [host],
    },
  ] = file.parse(JSON.parse(routesFile)).resources;
  const found = host.routes.find(({ match }) => {
    const takesPath =
      match.path === path ||
      match.prefix !== undefined ||
      match.path_separated_prefix === path ||
      path.startsWith(`${match.path_separated_prefix ?? "\0"}/`);
    return takesPath && match.headers.every((one) => holds(one, sent) !== one.invert_match);
  });
  if (!found) throw new Error(`nothing answers ${method} ${path}`);
  const { status, body, body_format: format } = found.direct_response;
  return {
    status,
    body: body === undefined ? format?.json_format : (JSON.parse(body.inline_string) as unknown),
    headers: Object.fromEntries(
      found.response_headers_to_add.map(({ header }) => [header.key, header.value]),
    ),
  };
}

function holds(
  { name, string_match: match }: z.infer<typeof headerMatch>,
  sent: ReadonlyMap<string, string>,
) {
  const value = sent.get(name.toLowerCase());
  if (value === undefined || match === undefined) return value !== undefined;
  return "exact" in match ? value === match.exact : new RegExp(`^(?:${match.safe_regex.regex})$`).test(value);
}
