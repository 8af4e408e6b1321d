import {
  apiServerArguments,
  controllerManagerArguments,
  etcdArguments,
  schedulerArguments,
} from "../../control-plane/arguments";
import { controlPlaneFiles } from "../../control-plane/files";
import { clusterSettings } from "../../settings";

const settings = clusterSettings(3, "/project");
const layout = { slot: 3, ports: settings.ports, files: controlPlaneFiles(settings) };
const all = {
  etcd: etcdArguments(layout),
  "kube-apiserver": apiServerArguments(layout),
  "kube-controller-manager": controllerManagerArguments(layout),
  "kube-scheduler": schedulerArguments(layout),
};

test("etcd is reached by files in its own folder only, never over the network", () => {
  const urls = all.etcd.filter((argument) => argument.includes("-urls="));
  expect(urls).toHaveLength(4);
  for (const argument of urls) expect(argument).toMatch(/=unix:\/\/[a-z-]+\.sock$/);
});

test("the API server asks everybody who they are and what they may do", () => {
  expect(all["kube-apiserver"]).toEqual(
    expect.arrayContaining([
      "--anonymous-auth=false",
      "--authorization-mode=RBAC",
      "--token-auth-file=/project/.switchyard/local-3/control-plane/tokens.csv",
    ]),
  );
});

test("admission is what Kubernetes has by default, Pod Security included", () => {
  const admission = all["kube-apiserver"].filter((argument) => argument.includes("admission"));
  expect(admission).toEqual([]);
});

test.each(["kube-apiserver", "kube-controller-manager", "kube-scheduler"] as const)(
  "%s listens on 127.0.0.1 alone, on the slot's port",
  (name) => {
    const ports = {
      "kube-apiserver": 26061,
      "kube-controller-manager": 26062,
      "kube-scheduler": 26063,
    };
    expect(all[name]).toEqual(
      expect.arrayContaining(["--bind-address=127.0.0.1", `--secure-port=${ports[name]}`]),
    );
  },
);

test("the API server needs no address of the machine: it announces one of the slot's own network", () => {
  expect(all["kube-apiserver"]).toContain("--advertise-address=10.67.255.254");
});

test("every controller runs, each with separate rights, apart from those that have nothing to work with", () => {
  expect(all["kube-controller-manager"]).toEqual(
    expect.arrayContaining([
      "--controllers=*,-node-ipam-controller,-kube-apiserver-serving-clustertrustbundle-publisher-controller",
      "--use-service-account-credentials=true",
    ]),
  );
});

test("the key that signs ServiceAccount tokens is the one that checks them", () => {
  const key = "/project/.switchyard/local-3/control-plane/service-account.key";
  expect(all["kube-controller-manager"]).toContain(`--service-account-private-key-file=${key}`);
  expect(all["kube-apiserver"]).toContain(`--service-account-signing-key-file=${key}`);
  expect(all["kube-apiserver"]).toContain(`--service-account-key-file=${key}`);
});

test("no argument is given twice", () => {
  for (const args of Object.values(all)) {
    const names = args.map((argument) => argument.split("=")[0]);
    expect(new Set(names).size).toBe(names.length);
  }
});

test("the API server passes nothing on, unless the cluster has another API server", () => {
  const isFrontProxy = (argument: string) => /^--(proxy-client|requestheader)-/.test(argument);
  expect(all["kube-apiserver"].filter(isFrontProxy)).toEqual([]);
  const frontProxy = {
    name: "front-proxy",
    authorityFile: "/keda/ca.crt",
    certificateFile: "/keda/front-proxy.crt",
    keyFile: "/keda/front-proxy.key",
  };
  const argumentsOfBoth = apiServerArguments({ ...layout, frontProxy });
  expect(argumentsOfBoth.filter((argument) => !isFrontProxy(argument))).toEqual(all["kube-apiserver"]);
  expect(argumentsOfBoth.filter(isFrontProxy)).toEqual([
    "--proxy-client-cert-file=/keda/front-proxy.crt",
    "--proxy-client-key-file=/keda/front-proxy.key",
    "--requestheader-client-ca-file=/keda/ca.crt",
    "--requestheader-allowed-names=front-proxy",
    "--requestheader-username-headers=X-Remote-User",
    "--requestheader-group-headers=X-Remote-Group",
    "--requestheader-extra-headers-prefix=X-Remote-Extra-",
  ]);
});
