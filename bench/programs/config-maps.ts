/**
 * The floor of `pulumi up`: the same number of the simplest objects, written as plainly as Pulumi allows. The engine stores
 * an object's data; with `bytes` it stores as much for each as for a model's objects.
 */
import { ConfigMap } from "@pulumi/kubernetes/core/v1/configMap";
import { Provider } from "@pulumi/kubernetes/provider";
import { Config } from "@pulumi/pulumi";

const config = new Config("switchyard");
const prefix = config.require("prefix");
const padding = "x".repeat(config.requireNumber("bytes"));
const provider = new Provider("cluster", {
  kubeconfig: process.env["SWITCHYARD_KUBECONFIG"] ?? "",
  enableServerSideApply: true,
});

for (let index = 0; index < config.requireNumber("objects"); index += 1) {
  const name = `${prefix}-${index}`;
  new ConfigMap(name, { metadata: { name, namespace: "default" }, data: { padding } }, { provider });
}
