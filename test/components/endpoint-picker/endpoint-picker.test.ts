import { parse } from "yaml";
import {
  endpointPickerDeployment,
  endpointPickerRules,
  endpointPickerService,
} from "../../../components/endpoint-picker/endpoint-picker";
import {
  endpointPickerConfig,
  endpointPickerConfigMap,
} from "../../../components/endpoint-picker/endpoint-picker-config";
import { alpha, beta } from "../../support/fixture";

const podOf = (spec: typeof alpha) => endpointPickerDeployment(spec).spec?.template;
const containerOf = (spec: typeof alpha) => podOf(spec)?.spec?.containers[0];

test("scores by queue, KV cache and, most of all, the prompt's beginning", () => {
  expect(parse(endpointPickerConfig())).toEqual({
    apiVersion: "inference.networking.x-k8s.io/v1alpha1",
    kind: "EndpointPickerConfig",
    plugins: [
      { type: "queue-scorer" },
      { type: "kv-cache-utilization-scorer" },
      { type: "prefix-cache-scorer" },
      { type: "lora-affinity-scorer" },
    ],
    schedulingProfiles: [
      {
        name: "default",
        plugins: [
          { pluginRef: "queue-scorer", weight: 2 },
          { pluginRef: "kv-cache-utilization-scorer", weight: 2 },
          { pluginRef: "prefix-cache-scorer", weight: 3 },
          { pluginRef: "lora-affinity-scorer", weight: 1 },
        ],
      },
    ],
  });
});

test("asks for 200m and 256Mi, not for the four processors of the upstream chart", () => {
  const { requests, limits } = containerOf(alpha)?.resources ?? {};

  expect(requests).toMatchObject({ cpu: { value: "200m" }, memory: { value: "256Mi" } });
  expect(limits).toMatchObject({ memory: { value: "512Mi" } });
  expect(limits).not.toHaveProperty("cpu");
});

test("serves its own pool and no other", () => {
  expect(containerOf(alpha)?.args?.slice(0, 4)).toEqual([
    "--pool-name",
    "alpha-7b",
    "--pool-namespace",
    "demo",
  ]);
  expect(containerOf(beta)?.args?.slice(0, 4)).toEqual([
    "--pool-name",
    "beta-2b",
    "--pool-namespace",
    "demo",
  ]);
});

test("shares its account and its configuration with all others", () => {
  for (const spec of [alpha, beta]) {
    expect(podOf(spec)?.spec?.serviceAccountName).toBe("endpoint-picker");
    expect(podOf(spec)?.spec?.volumes).toEqual([{ name: "config", configMap: { name: "endpoint-picker" } }]);
  }
});

test("reads the very file of the shared ConfigMap", () => {
  const [file] = Object.keys(endpointPickerConfigMap("demo").data ?? {});
  const args = containerOf(alpha)?.args ?? [];

  expect(args[args.indexOf("--config-file") + 1]).toBe(`/config/${file}`);
  expect(containerOf(alpha)?.volumeMounts).toEqual([
    { name: "config", mountPath: "/config", readOnly: true },
  ]);
});

test("restarts with another configuration, which it reads once", () => {
  expect(podOf(alpha)?.metadata?.annotations?.["switchyard.dev/config-digest"]).toMatch(/^[0-9a-f]{12}$/);
});

test("switches off what it has no use for in a form that Go's flags understand", () => {
  expect(containerOf(alpha)?.args).toEqual(
    expect.arrayContaining(["--v=1", "--tracing=false", "--enable-pprof=false"]),
  );
});

test("its Service offers callouts as HTTP/2 on the port that its container opens", () => {
  expect(endpointPickerService(alpha).spec).toEqual({
    type: "ClusterIP",
    selector: { "switchyard.dev/endpoint-picker": "alpha-7b" },
    ports: [
      { name: "grpc-ext-proc", port: 9002, appProtocol: "HTTP2" },
      { name: "http-metrics", port: 9090 },
    ],
  });
  expect(containerOf(alpha)?.ports?.map(({ containerPort }) => containerPort)).toEqual([9002, 9003, 9090]);
  expect(podOf(alpha)?.metadata?.labels).toHaveProperty(["switchyard.dev/endpoint-picker"], "alpha-7b");
});

test("its health is asked for by gRPC on 9003", () => {
  const grpc = { port: 9003, service: "inference-extension" };

  expect(containerOf(alpha)?.readinessProbe?.grpc).toEqual(grpc);
  expect(containerOf(alpha)?.livenessProbe?.grpc).toEqual(grpc);
});

test("its pod meets the standard `restricted`, on a root that it cannot write to", () => {
  expect(podOf(alpha)?.spec?.securityContext).toEqual({
    runAsNonRoot: true,
    runAsUser: 65532,
    runAsGroup: 65532,
    seccompProfile: { type: "RuntimeDefault" },
  });
  expect(containerOf(alpha)?.securityContext).toEqual({
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ["ALL"] },
  });
});

test("may read pods and pools, and write nothing", () => {
  expect(endpointPickerRules().map(({ resources }) => resources)).toEqual([
    ["pods"],
    ["inferencepools"],
    ["inferenceobjectives", "inferencemodelrewrites"],
  ]);
  for (const { verbs } of endpointPickerRules()) expect(verbs).toEqual(["list", "watch"]);
});
