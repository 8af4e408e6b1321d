import { z } from "zod";
import { commandLine, contractOf, imageContracts } from "../../../components/images/contracts";
import { routerDeploymentPatch } from "../../../components/gateway/body-based-router/body-based-router";
import { manifestsIn } from "../../../components/plan/deployment-plan";
import { images, versions } from "../../../components/versions";
import { checkStackConfig } from "../../../infra/load-stack";
import { readStackFile } from "../../../infra/stack-file";
import { alpha } from "../../support/fixture";
import { projectDir } from "../../support/sources";

const podTemplate = z.object({
  kind: z.string(),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    template: z.object({
      spec: z.object({
        initContainers: z
          .array(z.object({ image: z.string(), command: z.array(z.string()).optional() }))
          .default([]),
        containers: z.array(z.object({ image: z.string(), command: z.array(z.string()).optional() })),
      }),
    }),
  }),
});

/** Containers of everything with pods in a stack. */
function containersOf(stack: string, scaleToZero: boolean) {
  const { plan } = checkStackConfig(stack, { ...readStackFile(stack, projectDir), scaleToZero });
  return manifestsIn(plan).flatMap((manifest) => {
    const parsed = podTemplate.safeParse(manifest);
    if (!parsed.success) return [];
    const { initContainers, containers } = parsed.data.spec.template.spec;
    return [...initContainers, ...containers];
  });
}

test.each([
  ["local", false],
  ["gpu", false],
  ["tpu", false],
  ["tpu", true],
])("every container of %s names its command, with scaleToZero %s too", (stack, scaleToZero) => {
  const containers = containersOf(stack, scaleToZero);
  expect(containers.length).toBeGreaterThan(3);
  expect(containers.filter(({ command }) => command === undefined)).toEqual([]);
  expect(containers.map(({ image, command }) => ({ image, command }))).toEqual(
    containers.map(({ image }) => ({ image, command: contractOf(image)?.command })),
  );
});

test("so does BBR's, whose chart names none", () => {
  const { registry, repository, tag } = images.bodyBasedRouter;
  const { containers } = routerDeploymentPatch({
    namespace: "demo",
    gatewayName: "edge",
    replicas: 2,
    models: [alpha],
  }).spec.template.spec;
  expect(containers.map(({ name, command }) => ({ name, command }))).toEqual([
    { name: "bbr", command: ["/bbr"] },
  ]);
  expect(contractOf(`${registry}/${repository}:${tag}`)?.command).toEqual(["/bbr"]);
});

test("GPU and TPU are served by one release of vLLM, by one command", () => {
  expect(images.vllmGpu).toBe(`vllm/vllm-openai:v${versions.vllm}`);
  expect(images.vllmTpu).toBe(`vllm/vllm-tpu:v${versions.vllm}`);
  expect(contractOf(images.vllmGpu)?.command).toEqual(contractOf(images.vllmTpu)?.command);
});

test("every fact has a source that names a repository, and every command can be run", () => {
  for (const { command, programs, sources } of imageContracts) {
    expect(sources).not.toEqual([]);
    for (const source of sources) expect(source).toMatch(/^[\w-]+\/[\w-]+ .*\w/);
    if (programs) expect(programs).toContain(command[0]);
  }
});

test.each([
  [images.vllmTpu, "vllm/vllm-tpu"],
  ["vllm/vllm-tpu", "vllm/vllm-tpu"],
  ["docker.io/vllm/vllm-tpu:nightly", "vllm/vllm-tpu"],
  [`vllm/vllm-openai:v1@sha256:${"0".repeat(64)}`, "vllm/vllm-openai"],
  [`ghcr.io/kedacore/keda:${versions.keda}`, "kedacore/keda"],
  [`ghcr.io/kedacore/keda-metrics-apiserver:${versions.keda}`, "kedacore/keda-metrics-apiserver"],
  [`kedacore/keda:${versions.keda}`, undefined],
  ["vllm/vllm-tpu-dev:1", undefined],
  [`localhost:5000/vllm/vllm-tpu:v${versions.vllm}`, undefined],
  [`europe-docker.pkg.dev/x/y/vllm-tpu:v${versions.vllm}`, undefined],
])("%s has the contract of %s", (image, repository) => {
  expect(contractOf(image)?.repository).toBe(repository);
});

test.each([
  ["vllm/vllm-openai:1", [], ["m"], ["vllm", "serve", "m"]],
  ["vllm/vllm-openai:1", [], [], ["vllm", "serve"]],
  ["vllm/vllm-tpu:1", [], ["m"], ["m"]],
  ["vllm/vllm-tpu:1", [], [], ["/entrypoint.sh"]],
  ["vllm/vllm-tpu:1", ["vllm", "serve"], ["m"], ["vllm", "serve", "m"]],
  [
    "ghcr.io/kedacore/keda:1",
    [],
    ["--leader-elect"],
    ["/keda", "--zap-log-level=info", "--zap-encoder=console", "--leader-elect"],
  ],
  ["ghcr.io/kedacore/keda:1", ["/keda"], ["--leader-elect"], ["/keda", "--leader-elect"]],
])("%s with command %j and args %j executes %j", (image, command, args, wanted) => {
  const contract = contractOf(image);
  if (!contract) throw new Error("not known");
  expect(commandLine(contract, command, args)).toEqual(wanted);
});
