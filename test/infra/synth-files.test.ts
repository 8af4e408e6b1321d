import { parse } from "yaml";
import { z } from "zod";
import { checkStackConfig, loadStack } from "../../infra/load-stack";
import { differences, marker, synthFiles } from "../../infra/synth-files";
import { versions } from "../../components/versions";
import { projectDir } from "../support/sources";

const files = synthFiles(loadStack("gpu", projectDir));
const withWave = z.looseObject({
  metadata: z.looseObject({ annotations: z.object({ "argocd.argoproj.io/sync-wave": z.string() }) }),
});

const contentOf = (path: string): unknown => parse(files.find((file) => file.path === path)?.content ?? "");
const waveOf = (path: string): string =>
  withWave.parse(contentOf(path)).metadata.annotations["argocd.argoproj.io/sync-wave"];

test("each object is a file in the folder of its model, beside the gateway's and BBR's", () => {
  const folders = files.map(({ path }) => path.split("/", 1)[0]);
  const sizes = [...new Set(folders)].map((folder) => [
    folder,
    folders.filter((one) => one === folder).length,
  ]);

  expect(sizes).toEqual([
    ["inference-gateway", 11],
    ["phi-3-mini-4k-instruct", 9],
    ["gemma-2b-it", 9],
    ["static-answers", 8],
    ["body-based-router", 1],
    ["kustomization.yaml", 1],
  ]);
});

test("every file says who wrote it", () => {
  expect(files.filter(({ content }) => !content.startsWith(`${marker}\n`))).toEqual([]);
});

test("the folder of a Helm chart says that it lacks its namespace", () => {
  const path = "body-based-router/kustomization.yaml";

  expect(
    files
      .find((file) => file.path === path)
      ?.content.split("\n")
      .slice(0, 3),
  ).toEqual([
    marker,
    "# Render the folder above: alone, this chart lacks what it needs first, such as its namespace.",
    "apiVersion: kustomize.config.k8s.io/v1beta1",
  ]);
});

test.each([
  ["inference-gateway/namespace", "0"],
  ["inference-gateway/deny-others", "1"],
  ["inference-gateway/gateway", "1"],
  ["inference-gateway/endpoint-picker-account", "1"],
  ["inference-gateway/endpoint-picker-binding", "2"],
  ["gemma-2b-it/model-server", "2"],
  ["gemma-2b-it/endpoint-picker-service", "1"],
  ["gemma-2b-it/endpoint-picker", "3"],
  ["gemma-2b-it/pool", "2"],
  ["gemma-2b-it/route", "3"],
  ["gemma-2b-it/health-policy", "3"],
])("%s comes in wave %s", (id, wave) => {
  expect(waveOf(`${id}.yaml`)).toBe(wave);
});

test("BBR comes from its pinned chart, after the gateway, with the same values and the same patch", () => {
  expect(contentOf("body-based-router/kustomization.yaml")).toMatchObject({
    kind: "Kustomization",
    namespace: "llm-d",
    commonAnnotations: { "argocd.argoproj.io/sync-wave": "3" },
    helmCharts: [
      {
        name: "body-based-routing",
        repo: "oci://registry.k8s.io/gateway-api-inference-extension/charts",
        version: versions.inferenceExtension,
        releaseName: "bbr",
        namespace: "llm-d",
        valuesInline: { provider: { name: "gke" }, bbr: { replicas: 2 } },
      },
    ],
    patches: [{ target: { kind: "Deployment" }, patch: expect.stringContaining(commandOfBbr) as unknown }],
  });
});

const commandOfBbr = "- name: bbr\n          command:\n            - /bbr\n";

describe("of a stack that scales to zero", () => {
  const config = { zone: "europe-west4-a", accelerator: "tpu-v6e-4", models: [{ model: "acme/Alpha-7B" }] };
  const scaling = (change: object) =>
    synthFiles(checkStackConfig("tpu", { ...config, namespace: "llm", scaleToZero: true, ...change }));
  const contentIn = (written: ReturnType<typeof scaling>, path: string): unknown =>
    parse(written.find((one) => one.path === path)?.content ?? "");

  test("KEDA comes from its pinned chart, after both namespaces, with the values and labels of the plan", () => {
    const written = scaling({});

    expect(contentIn(written, "keda/kustomization.yaml")).toMatchObject({
      kind: "Kustomization",
      commonAnnotations: { "argocd.argoproj.io/sync-wave": "1" },
      labels: [{ pairs: { "switchyard.dev/watched-namespace": "llm" } }],
      helmCharts: [
        {
          name: "keda",
          repo: "https://kedacore.github.io/charts",
          version: versions.keda,
          releaseName: "keda",
          namespace: "keda",
          valuesInline: { watchNamespace: "llm", service: { portHttpsTarget: 10_250 } },
        },
      ],
    });
    expect(contentIn(written, "keda/kustomization.yaml")).not.toHaveProperty("namespace");
    expect(contentIn(written, "keda/namespace.yaml")).toMatchObject({
      kind: "Namespace",
      metadata: {
        name: "keda",
        labels: { "pod-security.kubernetes.io/enforce": "restricted" },
        annotations: { "argocd.argoproj.io/sync-wave": "0" },
      },
    });
    expect(contentIn(written, "kustomization.yaml")).toMatchObject({
      resources: expect.arrayContaining([
        "alpha-7b/scaler.yaml",
        "body-based-router",
        "keda/namespace.yaml",
        "keda",
      ]) as unknown,
    });
  });

  test("what KEDA serves comes after it", () => {
    const served = scaling({}).filter(({ content }) => content.includes("apiVersion: keda.sh/"));
    const waves = served.map(
      ({ content }) => withWave.parse(parse(content)).metadata.annotations["argocd.argoproj.io/sync-wave"],
    );

    expect(waves).toEqual(["3", "4"]);
  });

  test.each([{ keda: { install: false } }, { wake: "none" }, { scaleToZero: false }])(
    "there is no KEDA with %j",
    (change) => {
      const written = scaling(change).filter(({ path, content }) => `${path}${content}`.includes("kedacore"));

      expect(written).toEqual([]);
    },
  );
});

test("the folder as a whole can be given to kubectl", () => {
  expect(contentOf("kustomization.yaml")).toMatchObject({
    apiVersion: "kustomize.config.k8s.io/v1beta1",
    resources: [...files.slice(0, 37).map(({ path }) => path), "body-based-router"],
  });
});

describe("a folder differs", () => {
  const wanted = [
    { path: "a.yaml", content: `${marker}\na: 1\n` },
    { path: "b.yaml", content: `${marker}\nb: 1\n` },
  ];
  const current = wanted.map(({ path, content }): [string, string] => [path, content]);

  test("in nothing when all files are as they would be written", () => {
    expect(differences(wanted, new Map(current))).toEqual([]);
  });

  test("by files that are missing, changed, or left over from before", () => {
    const found = new Map([
      ["b.yaml", `${marker}\nb: 2\n`],
      ["old.yaml", `${marker}\nold: 1\n`],
    ]);

    expect(differences(wanted, found)).toEqual([
      { path: "a.yaml", kind: "missing" },
      { path: "b.yaml", kind: "changed" },
      { path: "old.yaml", kind: "left over" },
    ]);
  });

  test("not by files of somebody else", () => {
    expect(differences(wanted, new Map([...current, ["own.yaml", "own: 1\n"]]))).toEqual([]);
  });
});
