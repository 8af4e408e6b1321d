import path from "node:path";
import { containerMounts, podFiles, podsFolder } from "../pod-files";
import { pod } from "./samples";

const files = podFiles("/state", pod());

test("all of a pod but its logs lies in one folder, named by its uid", () => {
  expect(files.folder).toBe("/state/pods/u-1");
  const inside = [files.volume("v"), files.container("main"), files.processRecord("main"), files.kubeconfig];
  for (const file of inside) expect(path.relative(files.folder, file)).not.toMatch(/^\.\./);
  expect(new Set(inside).size).toBe(inside.length);
  expect(path.basename(files.processRecord("main"))).toBe("process.json");
});

test("a volume and a container of the same name are kept apart", () => {
  expect(files.volume("main")).not.toBe(files.container("main"));
});

test("logs are named by what `logs NAME` is asked for, and both runs of a container are beside each other", () => {
  expect(files.log("main")).toBe("/state/pods/llm_vllm-0_main.log");
  expect(files.previousLog("main")).toBe("/state/pods/llm_vllm-0_main.previous.log");
  expect(path.dirname(files.log("main"))).toBe(podsFolder("/state"));
});

test("two pods of one name, one after the other, share nothing but their logs", () => {
  const next = podFiles("/state", pod({}, {}, { uid: "u-2" }));
  expect(next.folder).not.toBe(files.folder);
  expect(next.log("main")).toBe(files.log("main"));
});

test("a mount is its volume's folder, or a part of it", () => {
  const volumeMounts = [
    { name: "settings", mountPath: "/config" },
    { name: "settings", mountPath: "/etc/app.yaml", subPath: "app/app.yaml" },
  ];
  expect(containerMounts({ name: "main", volumeMounts }, files)).toEqual([
    { mountPath: "/config", folder: "/state/pods/u-1/volumes/settings" },
    { mountPath: "/etc/app.yaml", folder: "/state/pods/u-1/volumes/settings/app/app.yaml" },
  ]);
  expect(containerMounts({ name: "main" }, files)).toEqual([]);
});
