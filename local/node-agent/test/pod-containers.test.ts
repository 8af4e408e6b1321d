import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import type { V1Container, V1Pod } from "@kubernetes/client-node";
import { ClusterApi } from "../cluster-api";
import type { ContainerRunner } from "../container-runner";
import { containerRunners, gracePeriodSec, initContainerRunners } from "../pod-containers";
import type { PodContext } from "../pod-containers";
import { podFiles } from "../pod-files";
import { KubernetesApi } from "@switchyard/contracts/testing/kubernetes-api";
import { until } from "@switchyard/process/testing/until";
import { kubeletVersion, nodeImage, pod } from "./samples";

// Each test starts processes; on a busy machine that takes seconds.
jest.setTimeout(30_000);

let stateDir: string;
let server: KubernetesApi;
let context: (subject: V1Pod) => PodContext;
let told: string[];
const running: ContainerRunner[] = [];

beforeEach(async () => {
  stateDir = mkdtempSync(path.join(tmpdir(), "pod-containers-"));
  server = new KubernetesApi();
  const api = new ClusterApi(await server.start(stateDir));
  told = [];
  const images = new Map([["node", nodeImage(stateDir)]]);
  context = (subject) => ({
    api,
    images,
    placed: { pod: subject, podIp: "10.64.0.7", hostIp: "10.64.254.1" },
    files: podFiles(stateDir, subject),
    kubeletVersion,
    onChange: () => undefined,
    tell: ({ reason, message }) => told.push(`${reason}: ${message}`),
  });
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((one) => one.stop({ graceMs: 0, withPreStop: false })));
  server.stop();
  rmSync(stateDir, { recursive: true });
});

function run(container: Partial<V1Container>): ContainerRunner {
  const [runner] = containerRunners(
    context(pod({ restartPolicy: "Never", containers: [{ name: "main", image: "node", ...container }] })),
  );
  if (!runner) throw new Error("no runner");
  running.push(runner);
  void runner.run();
  return runner;
}

const logText = () => readFileSync(path.join(stateDir, "pods/llm_vllm-0_main.log"), "utf8");

describe("how a container begins", () => {
  const containers = [{ name: "main", image: "node" }];
  const initContainers = [{ name: "load", image: "node" }];

  test("those proper wait for the init containers where there are any", () => {
    const plain = context(pod({ containers }));
    expect(containerRunners(plain).map((one) => one.record.state)).toEqual([
      { kind: "waiting", reason: "ContainerCreating" },
    ]);
    expect(initContainerRunners(plain)).toEqual([]);
    const withInit = context(pod({ containers, initContainers }));
    expect(containerRunners(withInit).map((one) => one.record.state)).toEqual([
      { kind: "waiting", reason: "PodInitializing" },
    ]);
    expect(initContainerRunners(withInit).map((one) => one.record.name)).toEqual(["load"]);
  });

  test("one that ran under an agent before this one counts as started once more", () => {
    const startedAt = new Date(1000);
    const status = { name: "main", image: "node", imageID: "", ready: true, restartCount: 2 };
    const before = pod(
      { containers: [...containers, { name: "sidecar", image: "node" }] },
      { containerStatuses: [{ ...status, state: { running: { startedAt } } }] },
    );
    const [main, sidecar] = containerRunners(context(before)).map((one) => one.record);
    expect(main).toMatchObject({
      restartCount: 3,
      ready: false,
      lastState: { reason: "ContainerStatusUnknown", exitCode: 137, startedAt },
    });
    expect(sidecar).toMatchObject({ restartCount: 0 });
  });
});

describe("what a container runs", () => {
  test("the image's program with the container's arguments, and an environment from the API's objects", async () => {
    server.put("/api/v1/namespaces/llm/secrets/hf", {
      metadata: { name: "hf" },
      data: { token: Buffer.from("s3").toString("base64") },
    });
    const runner = run({
      command: ["node", "-e"],
      args: ["console.log(process.env.TOKEN, process.env.SWITCHYARD_POD_IP)"],
      env: [{ name: "TOKEN", valueFrom: { secretKeyRef: { name: "hf", key: "token" } } }],
    });
    await runner.run();
    expect(runner.record.state).toMatchObject({ reason: "Completed" });
    expect(logText()).toBe("s3 10.64.0.7\n");
  });

  test("an image that is not known is not pulled", async () => {
    const runner = run({ image: "nginx:1" });
    await until(() => runner.record.state.kind === "waiting" && told.length > 0);
    expect(runner.record.state).toEqual({
      kind: "waiting",
      reason: "ErrImagePull",
      message: "the laptop cluster cannot run image nginx:1; it runs node",
    });
  });

  test("what the image does not have is not started, as the runtime says it", async () => {
    const runner = run({ command: ["--model"], args: ["a/B"] });
    await runner.run();
    const message =
      "failed to create containerd task: failed to create shim task: OCI runtime create failed: runc create failed: " +
      "unable to start container process: error during container init: " +
      'exec: "--model": executable file not found in $PATH: unknown';
    expect(runner.record.state).toMatchObject({ reason: "StartError", exitCode: 128, message });
    expect(told).toEqual([`Failed: Error: ${message}`]);
  });

  test.each([
    [{}, { runAsNonRoot: true }, "container has runAsNonRoot and image will run as root"],
    [{ runAsNonRoot: true, runAsUser: 0 }, {}, "container's runAsUser breaks non-root policy"],
  ])("a container %j of a pod %j that must not be root is not made", async (own, ofPod, why) => {
    const containers = [{ name: "main", image: "node", securityContext: own }];
    const [runner] = containerRunners(context(pod({ containers, securityContext: ofPod })));
    if (!runner) throw new Error("no runner");
    running.push(runner);
    void runner.run();
    await until(() => told.length > 0);
    expect(runner.record.state).toEqual({
      kind: "waiting",
      reason: "CreateContainerConfigError",
      message: `${why} (pod: "vllm-0_llm(u-1)", container: main)`,
    });
  });

  test("one that must not be root runs as the user that it names", async () => {
    const runner = run({ args: ["0"], securityContext: { runAsNonRoot: true, runAsUser: 2000 } });
    await runner.run();
    expect(runner.record.state).toMatchObject({ reason: "Completed" });
  });

  test("a reference to nothing is a mistake in the configuration", async () => {
    const runner = run({ envFrom: [{ configMapRef: { name: "none" } }] });
    await until(() => told.length > 0);
    expect(told).toEqual(['Failed: Error: configmap "none" not found']);
    expect(runner.record.state).toMatchObject({ reason: "CreateContainerConfigError" });
  });
});

test("probes ask where the pod's processes really listen", async () => {
  const health = createServer((_request, response) => response.end()).listen(0, "127.64.0.7");
  await once(health, "listening");
  const address = health.address();
  const port = typeof address === "object" ? (address?.port ?? 0) : 0;
  const ports = [{ name: "health", containerPort: port }];
  const readinessProbe = { httpGet: { path: "/health", port: "health" } };
  const runner = run({ args: ["setInterval(() => {}, 1000)"], ports, readinessProbe });
  await until(() => runner.record.ready);
  health.close();
  health.closeAllConnections();
  expect(told).toEqual(["Started: Started container main"]);
});

test.each([
  [{ deletionGracePeriodSeconds: 0 }, 60, 0],
  [{}, 60, 60],
  [{}, undefined, 30],
])("time to end: metadata %j and a spec with %s s give %d s", (metadata, ofSpec, wanted) => {
  const spec = ofSpec === undefined ? {} : { terminationGracePeriodSeconds: ofSpec };
  expect(gracePeriodSec(pod(spec, {}, metadata))).toBe(wanted);
});
