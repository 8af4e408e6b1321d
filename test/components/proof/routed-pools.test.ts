import { gke } from "../../../components/gateway/gke/provider";
import { proveRouting } from "../../../components/proof/routing-proof";
import { readManifests } from "../../../components/proof/views";
import { describeManifest } from "../../../components/plan/manifest";
import { mergePatch } from "../../../components/plan/merge-patch";
import { taskLabel } from "../../../components/objects/labels";
import { taskTraits } from "../../../components/model/task";
import { resolveVariants } from "../../../components/model/variants";
import { gamma, planOf, problemsIn, withoutTask } from "../../support/fixture";

const headers = [{ type: "Exact", name: "X-Gateway-Base-Model-Name", value: "acme/Gamma-3B" }];
const matches = taskTraits.generate.paths.map((value) => ({ path: { type: "Exact", value }, headers }));

describe("a name with several pools", () => {
  const manifests = planOf(...gamma).map(({ manifest }) => manifest);
  const changed = (description: string, patch: object) =>
    problemsIn(
      manifests.map((manifest) =>
        describeManifest(manifest) === description ? mergePatch(manifest, patch) : manifest,
      ),
    );
  const ref = (name: string, weight?: number) => ({
    ...{ group: "inference.networking.k8s.io", kind: "InferencePool", name },
    ...(weight === undefined ? {} : { weight }),
  });
  const backends = (...backendRefs: readonly object[]) => {
    return changed("HTTPRoute demo/gamma-3b", { spec: { rules: [{ matches, backendRefs }] } });
  };
  const [lead, follower] = ["gamma-3b", "gamma-3b-nvidia-l4"] as const;
  const ofBoth = (problem: string) =>
    ["acme/Gamma-3B", "gamma-sql"].map((name) => `name "${name}": ${problem}`);

  test("reaches each by its weight", () => {
    const { names, problems } = proveRouting(readManifests(manifests).set, gke.routing);

    expect(problems).toEqual([]);
    expect(names.map(({ name, route, pools }) => [name, route, pools])).toEqual(
      ["acme/Gamma-3B", "gamma-sql"].map((name) => [
        name,
        lead,
        [
          { pool: lead, deployment: lead, replicas: 2, weight: 3 },
          { pool: follower, deployment: follower, replicas: 1, weight: 1 },
        ],
      ]),
    );
    expect(problemsIn(manifests)).toEqual([]);
  });

  test("may keep one of them without requests, and counts a weight that is not said as 1", () => {
    expect(backends(ref(lead), ref(follower, 0))).toEqual([]);
  });

  test("is served under this very name by all of them, those without requests too", () => {
    const containers = [{ name: "vllm", args: ["--model", "acme/Other"] }];
    const wrong = changed(`Deployment demo/${follower}`, {
      spec: { template: { spec: { containers } } },
    });

    expect(wrong).toEqual(
      ofBoth(
        `must be a name that ${follower} serves, got "acme/Other"; serve it under exactly this name [BrokenRouting]`,
      ),
    );
  });

  test("sends something to one at least", () => {
    expect(backends(ref(lead, 0), ref(follower, 0))).toEqual(
      ofBoth("must reach a pool, got no weight above 0; give one of its pools a weight [BrokenRouting]"),
    );
  });

  test("has each of them once", () => {
    expect(backends(ref(lead, 1), ref(follower, 1), ref(lead, 2))).toEqual(
      ofBoth(`must reach a pool by one backendRef, got ${lead} twice; add their weights up [BrokenRouting]`),
    );
  });

  test("leaves none out that serves it", () => {
    expect(backends(ref(lead, 1))).toEqual(
      ofBoth(
        `must reach every pool that serves it, got none to ${follower}; add a backendRef [BrokenRouting]`,
      ),
    );
  });

  test("loses no request to one without replicas", () => {
    expect(changed(`Deployment demo/${follower}`, { spec: { replicas: 0 } })).toEqual([
      `ConfigMap demo/${follower}-fixed data.replicas: must be "0", the replicas of Deployment demo/${follower}, ` +
        'got "1"; change neither of them; the model\'s `replicas` decides [BrokenReference]',
      ...ofBoth(
        `must be sent only to pools with replicas, got weight 1 for ${follower}, which has none; ` +
          "set it to 0, so that the others get its share [BrokenRouting]",
      ),
    ]);
    expect(
      problemsIn(
        planOf(
          ...resolveVariants({
            ...{ model: "acme/Gamma-3B", accelerator: "nvidia-l4", namespace: "demo", replicas: 0 },
            variants: [{}, { accelerator: "tpu-v6e-4" }],
          }),
        ).map(({ manifest }) => manifest),
      ),
    ).toEqual([]);
  });

  test("has them in one rule", () => {
    const rules = [lead, follower].map((name) => ({ matches, backendRefs: [ref(name)] }));

    expect(changed("HTTPRoute demo/gamma-3b", { spec: { rules } })).toEqual(
      ofBoth(
        "must be matched by exactly one rule, got 2; match X-Gateway-Base-Model-Name: acme/Gamma-3B in one route [BrokenRouting]",
      ),
    );
  });

  test("has every path of its task in that rule", () => {
    const rules = [{ matches: matches.slice(1), backendRefs: [ref(lead), ref(follower)] }];

    expect(changed("HTTPRoute demo/gamma-3b", { spec: { rules } })).toEqual(
      ofBoth(
        `must reach pools ${lead}, ${follower} at every path of its task, generate, got none at /v1/chat/completions; ` +
          "match these paths exactly in HTTPRoute gamma-3b [BrokenRouting]",
      ),
    );
  });

  test("has the same task in all of them", () => {
    const labels = { [taskLabel]: "embed" };

    expect(changed(`Deployment demo/${follower}`, { metadata: { labels } })).toEqual([
      ...[
        "--runner of its task, embed, got nothing; set it to pooling",
        "--convert of its task, embed, got nothing; set it to embed",
      ].map(
        (problem) =>
          `Deployment demo/${follower}: must run vLLM with the ${problem}, or correct the label ${taskLabel} [BrokenReference]`,
      ),
      ...ofBoth(
        `must have the same task in all its pools, got generate in ${lead}, embed in ${follower}; ` +
          "serve it with the same task in all of them [BrokenRouting]",
      ),
    ]);
  });

  test("has the task of those that tell it", () => {
    const args = ["--model", "acme/Gamma-3B", "--lora-modules", "gamma-sql=x", "--runner", "pooling"];
    const untold = manifests.map((manifest) =>
      describeManifest(manifest) === `Deployment demo/${follower}`
        ? withoutTask(
            mergePatch(manifest, { spec: { template: { spec: { containers: [{ name: "vllm", args }] } } } }),
          )
        : manifest,
    );
    const { names, problems } = proveRouting(readManifests(untold).set, gke.routing);

    expect(problems).toEqual([]);
    expect(names.map(({ task }) => task)).toEqual(["generate", "generate"]);
  });

  test("shares no pod between them", () => {
    const selector = { matchLabels: { "switchyard.dev/model": lead } };

    expect(changed(`InferencePool demo/${follower}`, { spec: { selector } })).toEqual([
      `Deployment demo/${lead}: must be in one pool, got ${lead}, ${follower}; make the selectors differ [BrokenRouting]`,
    ]);
  });
});
