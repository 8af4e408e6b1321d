/**
 * Switchyard's components in a Pulumi program of your own: one gateway, the router, and two models on GPUs.
 *
 * The program brings its own provider; the components never use the default one.
 */
import { Provider } from "@pulumi/kubernetes";
import { Config } from "@pulumi/pulumi";
import { BodyBasedRouter, InferenceGateway, ModelServing } from "switchyard";

const provider = new Provider("cluster", { kubeconfig: new Config("cluster").require("kubeconfig") });

const gateway = new InferenceGateway("gateway", { namespace: "own-models", provider });

const models = [
  new ModelServing("phi", {
    model: "microsoft/Phi-3-mini-4k-instruct",
    accelerator: "nvidia-l4",
    gateway,
    provider,
  }),
  new ModelServing("gemma", {
    model: "google/gemma-2b-it",
    accelerator: "nvidia-l4",
    huggingFaceToken: { secretName: "hf-token" },
    gateway,
    provider,
  }),
];

new BodyBasedRouter("router", { gateway, models, provider });

/** What clients send as `model`. */
export const requestNames = models.map(({ requestName }) => requestName);
