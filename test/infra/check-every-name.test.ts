import { checkStackConfig } from "../../infra/load-stack";
import { problemLines } from "../support/thrown";

const stackWith = (provider: string, patches?: object) => ({
  cluster: { context: "mine" },
  gateway: { provider, ...(provider === "gke" && { proxySubnet: "10.0.0.0/24" }) },
  accelerator: "nvidia-l4",
  models: [
    {
      model: "acme/Beta-2B",
      weightsGiB: 4,
      aliases: ["gpt-4"],
      adapters: [{ name: "beta-sql", source: "acme/beta-sql" }],
      ...(patches && { patches }),
    },
  ],
});

test.each(["gke", "istio", "agentgateway"])("behind %s every name of a stack is proven", (provider) => {
  const { routing } = checkStackConfig("test", stackWith(provider));

  expect(routing.names.map(({ name }) => name)).toEqual(["acme/Beta-2B", "gpt-4", "beta-sql"]);
});

test.each(["gke", "istio"])("behind %s a patch that takes names away from the map is refused", (provider) => {
  const patches = { "router-map": [{ op: "remove", path: "/data/adapters" }] };
  const problem = (name: string) =>
    `name "${name}": must be one that the gateway knows, got no object with it; remove the patch that takes it away [BrokenRouting]`;

  expect(problemLines(() => checkStackConfig("test", stackWith(provider, patches)))).toEqual([
    problem("gpt-4"),
    problem("beta-sql"),
  ]);
});
