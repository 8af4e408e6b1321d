import fc from "fast-check";
import { translatePaths } from "../mount-paths";

const mounts = [
  { mountPath: "/config", folder: "/pods/u/volumes/config" },
  { mountPath: "/config/keys/", folder: "/pods/u/volumes/keys" },
  { mountPath: "/dev/shm", folder: "/pods/u/volumes/shm" },
];

test.each([
  ["/config/x.yaml", "/pods/u/volumes/config/x.yaml"],
  ["/config", "/pods/u/volumes/config"],
  ["--file=/config/x.yaml", "--file=/pods/u/volumes/config/x.yaml"],
  ["/config/a:/config/b", "/pods/u/volumes/config/a:/pods/u/volumes/config/b"],
  ["/config/keys/id", "/pods/u/volumes/keys/id"],
  ["file:///config/x", "file:///pods/u/volumes/config/x"],
  ['{"dir":"/dev/shm"}', '{"dir":"/pods/u/volumes/shm"}'],
])("%s becomes %s", (text, translated) => {
  expect(translatePaths(text, mounts)).toBe(translated);
});

test.each([
  "/configuration",
  "/config.yaml",
  "/config-2/x",
  "/etc/config/x",
  "./config/x",
  "http://host/config/x",
  "http:///host",
  "config/x",
  "Qwen/Qwen2.5-3B-Instruct",
])("%s stays as it is", (text) => {
  expect(translatePaths(text, mounts)).toBe(text);
});

test("a mount path is taken letter by letter", () => {
  const dotted = [{ mountPath: "/a.b", folder: "/f" }];
  expect(translatePaths("/a.b/x /aXb/x", dotted)).toBe("/f/x /aXb/x");
});

test("a text in which no mount path occurs never changes", () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      fc.pre(!text.includes("/config") && !text.includes("/dev/shm"));
      expect(translatePaths(text, mounts)).toBe(text);
    }),
  );
});
