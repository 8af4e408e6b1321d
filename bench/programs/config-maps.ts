/**
 * The floor of `pulumi up`: as many of the simplest objects there are, written as plainly as Pulumi allows. The engine
 * stores what an object holds; with `bytes` it stores as much of each as of those of a model.
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
