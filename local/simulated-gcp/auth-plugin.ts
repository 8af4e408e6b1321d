/** Stands in for `gke-gcloud-auth-plugin`: prints a short-lived token in the format that Kubernetes clients expect. */
import { readFileSync } from "node:fs";
import { errorMessage } from "@switchyard/process/user-error";
import { execCredential } from "./auth/exec-credential";
import { readAdministrator } from "./auth/kubeconfig";
import { requestToken } from "./auth/token-request";
import { readSettings } from "./settings";

async function main(): Promise<void> {
  const [dir] = process.argv.slice(2);
  if (dir === undefined) throw new Error("give the folder of a simulated Google Cloud");
  const { kubeconfig } = readSettings(dir).apiServer;
  const token = await requestToken(readAdministrator(readFileSync(kubeconfig, "utf8")));
  console.log(JSON.stringify(execCredential(token)));
}

main().catch((error: unknown) => {
  console.error(`gke-gcloud-auth-plugin: ${errorMessage(error)}`);
  process.exitCode = 1;
});
