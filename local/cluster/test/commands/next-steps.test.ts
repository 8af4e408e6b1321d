import { execFileSync } from "node:child_process";
import { checkStackConfig } from "switchyard/stack";
import { evalCommand, nextSteps, projectCommand, startCommand } from "../../commands/next-steps";

function stackOf(models: readonly object[]) {
  return checkStackConfig("local", {
    namespace: "llm-d",
    zone: "europe-west4-a",
    accelerator: "tpu-v6e-4",
    models,
  });
}

test.each([
  [0, "status", "npm run local -- status"],
  [3, "logs NAME", "npm run local -- logs NAME --slot 3"],
])("slot %d, %s: %s", (slot, command, wanted) => {
  expect(projectCommand(slot, command)).toBe(wanted);
});

test.each([
  [0, "local", "npm start"],
  [3, "local", "npm start -- --slot 3"],
  [0, "tpu", "npm start -- --stack tpu"],
  [3, "gpu", "npm start -- --stack gpu --slot 3"],
])("slot %d is started for stack %s by %s", (slot, stack, wanted) => {
  expect(startCommand(slot, stack)).toBe(wanted);
});

test("a Kubernetes that is not the usual one is named", () => {
  expect(startCommand(0, "local", "current")).toBe("npm start");
  expect(startCommand(3, "tpu", "minimum")).toBe("npm start -- --stack tpu --kubernetes minimum --slot 3");
});

test("a gateway that is not the stack's is named", () => {
  expect(startCommand(0, "local", "current", "istio")).toBe("npm start -- --gateway istio");
  expect(startCommand(3, "tpu", "minimum", "gke")).toBe(
    "npm start -- --stack tpu --kubernetes minimum --gateway gke --slot 3",
  );
});

test("what npm itself prints must not get into the shell", () => {
  expect(evalCommand(0)).toBe('eval "$(npm run --silent local -- env)"');
  expect(evalCommand(3)).toBe('eval "$(npm run --silent local -- env --slot 3)"');
});

test("the request to try can be pasted into a shell as it is", () => {
  const lines = nextSteps(stackOf([{ model: "Org/Base" }]), 3, undefined).split("\n");
  const curl = lines.find((line) => line.startsWith("  curl ")) ?? "";
  const script = `curl() { for word; do echo "$word"; done; }; ${curl}`;
  expect(execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\n")).toEqual([
    "http://127.0.0.1:8380/v1/chat/completions",
    "-H",
    "content-type: application/json",
    "-d",
    '{"model":"Org/Base","messages":[{"role":"user","content":"Hello"}]}',
    "",
  ]);
});

test("a parked model is not the one to try", () => {
  const models = [{ model: "Org/Parked", replicas: 0 }, { model: "Org/Base" }];
  expect(nextSteps(stackOf(models), 0, undefined)).toContain('{"model":"Org/Base",');
  expect(nextSteps(stackOf(models.slice(0, 1)), 0, undefined)).toContain('{"model":"the model\'s name",');
});

test("a model that embeds is tried with a text to embed", () => {
  expect(nextSteps(stackOf([{ model: "BAAI/bge-m3" }]), 0, undefined)).toContain(
    `/v1/embeddings -H 'content-type: application/json' -d '{"model":"BAAI/bge-m3","input":"Hello"}'`,
  );
});

test("every command is that of the slot", () => {
  const text = nextSteps(stackOf([{ model: "Org/Base" }]), 3, undefined);
  expect(
    text.match(/npm (start|run)[^`"\n]*?(?= {4}|`|"|\)|\n)/g)?.every((one) => one.includes("--slot 3")),
  ).toBe(true);
  expect(text).toMatch(/^Serving at http:\/\/127\.0\.0\.1:8380$/m);
  expect(text).toContain("Pulumi.local.yaml");
});

test("nobody takes a simulated cloud for the real one", () => {
  const stack = stackOf([{ model: "Org/Base" }]);
  expect(nextSteps(stack, 0, "my-project")).toContain(
    [
      "",
      "Google Cloud was simulated",
      "  project my-project exists only on this machine: nothing was created at Google, and nothing is billed",
      "  for real: `pulumi up --stack local` with your own project, in a shell without the environment above",
      "",
    ].join("\n"),
  );
  expect(nextSteps(stack, 0, undefined)).not.toContain("Google");
});
