import { parse } from "yaml";
import { preferredEndpoint, kubeconfigOf } from "../../../../components/gke/cluster/kubeconfig";

const name = "switchyard-tpu";

describe("the endpoint", () => {
  test("is the DNS name where there is one, whose certificate needs no authority of ours", () => {
    const endpoints = {
      name,
      dns: "gke-1.europe-west4.gke.goog",
      ip: "203.0.113.1",
      certificateAuthority: "Q0E=",
    };

    expect(preferredEndpoint(endpoints)).toEqual({
      name,
      host: "gke-1.europe-west4.gke.goog",
      certificateAuthority: undefined,
    });
  });

  test("is else the address, with its authority", () => {
    const endpoints = { name, dns: undefined, ip: "203.0.113.1", certificateAuthority: "Q0E=" };

    expect(preferredEndpoint(endpoints)).toEqual({ name, host: "203.0.113.1", certificateAuthority: "Q0E=" });
  });
});

describe("the kubeconfig", () => {
  const dns = kubeconfigOf({ name, host: "gke-1.europe-west4.gke.goog", certificateAuthority: undefined });

  test("asks the plugin for a token, and holds none itself", () => {
    expect(parse(dns)).toEqual({
      apiVersion: "v1",
      kind: "Config",
      clusters: [{ name, cluster: { server: "https://gke-1.europe-west4.gke.goog" } }],
      users: [
        {
          name,
          user: {
            exec: {
              apiVersion: "client.authentication.k8s.io/v1beta1",
              command: "gke-gcloud-auth-plugin",
              installHint: "install it with `gcloud components install gke-gcloud-auth-plugin`",
              interactiveMode: "Never",
              provideClusterInfo: true,
            },
          },
        },
      ],
      contexts: [{ name, context: { cluster: name, user: name } }],
      "current-context": name,
    });
    expect(dns).not.toMatch(/token:|password|client-key|client-certificate/);
  });

  test("trusts the cluster's own authority at its address", () => {
    const ip = kubeconfigOf({ name, host: "203.0.113.1", certificateAuthority: "Q0E=" });

    expect(parse(ip)).toMatchObject({
      clusters: [{ cluster: { server: "https://203.0.113.1", "certificate-authority-data": "Q0E=" } }],
    });
    expect(dns).not.toContain("certificate-authority-data");
  });
});
