import { request } from "node:https";
import { text } from "node:stream/consumers";
import { z } from "zod";
import type { ShortLivedToken } from "./exec-credential";
import type { Administrator } from "./kubeconfig";

const namespace = "kube-system";
/** Stands in for the Google account that runs Pulumi, with the rights of `roles/container.admin`. */
const accountName = "simulated-gcp-user";
const lifeSec = 600;

const conflict = 409;

const tokenAnswer = z.object({ status: z.object({ token: z.string(), expirationTimestamp: z.string() }) });

/** Requests a token for ten minutes, for an account that is created on first use. */
export async function requestToken(admin: Administrator): Promise<ShortLivedToken> {
  const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
  const body = {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: { expirationSeconds: lifeSec },
  };
  const ask = () => post(admin, `${accounts}/${accountName}/token`, body);
  let answer = await ask();
  if (answer.status === 404) {
    // Rights first: another client may get a token as soon as the account exists.
    await create(admin, "/apis/rbac.authorization.k8s.io/v1/clusterrolebindings", administratorBinding);
    await create(admin, accounts, serviceAccount);
    answer = await ask();
  }
  if (answer.status >= 300) throw refused(answer);
  const { status } = tokenAnswer.parse(JSON.parse(answer.text));
  return { token: status.token, expires: status.expirationTimestamp };
}

const serviceAccount = {
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: { name: accountName, namespace },
};

const administratorBinding = {
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRoleBinding",
  metadata: { name: accountName },
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
  subjects: [{ kind: "ServiceAccount", name: accountName, namespace }],
};

async function create(admin: Administrator, path: string, object: object): Promise<void> {
  const answer = await post(admin, path, object);
  // Several clients may request their first token at the same time.
  if (answer.status >= 300 && answer.status !== conflict) throw refused(answer);
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

function refused({ status, text: reason }: Answer): Error {
  return new Error(`the API server answered ${status}: ${reason}`);
}

function post({ server, certificatePem, token }: Administrator, path: string, body: object): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
  return new Promise((resolve, reject) => {
    const sent = request(server + path, { method: "POST", ca: certificatePem, headers }, (response) => {
      text(response)
        .then((content) => {
          resolve({ status: response.statusCode ?? 0, text: content });
        })
        .catch(reject);
    });
    sent.on("error", reject);
    sent.end(JSON.stringify(body));
  });
}
