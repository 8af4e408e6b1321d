import { kedaFiles } from "../../keda/files";
import { kedaProcesses, metricsServerProcess, operatorProcess } from "../../keda/processes";

const files = kedaFiles({ stateDir: "/state" });
const keda = { operator: "/bin/operator", metricsServer: "/bin/adapter", definitions: "/crds", rights: [] };
const operator = operatorProcess(keda, 4, files);
const metricsServer = metricsServerProcess(keda, 4, files);

test("both are processes of the cluster, under the names that it stops them by", () => {
  expect([operator.name, metricsServer.name]).toEqual([...kedaProcesses]);
  expect([operator.command, metricsServer.command]).toEqual(["/bin/operator", "/bin/adapter"]);
});

test("each has a separate address in the pod network, and calls the API server with KEDA's rights", () => {
  expect([operator, metricsServer].map(({ env }) => env?.["SWITCHYARD_POD_IP"])).toEqual([
    "10.68.253.255",
    "10.68.254.0",
  ]);
  for (const { env } of [operator, metricsServer])
    expect(env).toMatchObject({ KUBECONFIG: "/state/keda/kubeconfig", POD_NAMESPACE: "keda", NO_PROXY: "*" });
});

test("the metrics server asks the operator at its address, and serves with the certificate of both", () => {
  expect(metricsServer.args).toEqual(
    expect.arrayContaining([
      "--secure-port=6443",
      "--metrics-service-address=10.68.253.255:9666",
      "--cert-dir=/state/keda/certificates",
      "--tls-cert-file=/state/keda/certificates/tls.crt",
      "--tls-private-key-file=/state/keda/certificates/tls.key",
      "--client-ca-file=/state/keda/certificates/ca.crt",
    ]),
  );
  expect(operator.args).toEqual(
    expect.arrayContaining([
      "--metrics-service-bind-address=:9666",
      "--health-probe-bind-address=:8081",
      "--cert-dir=/state/keda/certificates",
    ]),
  );
});

test("KEDA makes no certificates and runs no metrics server: it listens only on these ports", () => {
  expect(operator.args).toContain("--enable-prometheus-metrics=false");
  expect(operator.args.join(" ")).not.toContain("--enable-cert-rotation");
});
