import { explainGoFailure, isGoRecent } from "../go-command";
import { CommandError } from "../run-command";
import { UserError } from "@switchyard/process/user-error";

describe("isGoRecent", () => {
  test.each([
    ["go1.25.0", true],
    ["go1.26.8", true],
    ["go2.0", true],
    ["devel go1.27-abc", true],
    ["go1.24.9", false],
    ["go1.3", false],
    ["gibberish", false],
  ])("%s: %s", (version, expected) => {
    expect(isGoRecent(version)).toBe(expected);
  });
});

describe("explainGoFailure", () => {
  test.each([
    [
      "Go is missing",
      new CommandError("go", undefined, "spawn go ENOENT"),
      "go: not found: Go 1.25 or newer is needed to build tools from source; " +
        "install it from https://go.dev/dl and put it first on PATH",
    ],
    [
      "the disk is full",
      new CommandError("go", 1, "write /tmp/x: no space left on device"),
      "go: no space left on the disk; free some and run the command again: it resumes from here",
    ],
    [
      "the registry cannot be reached",
      new CommandError("go", 1, "go: downloading a v1\n  dial tcp: lookup proxy: no such host\nmore"),
      "go: the module registry cannot be reached: dial tcp: lookup proxy: no such host; check the network, or set " +
        "GOPROXY to one that this machine can reach, and run the command again: it resumes from here",
    ],
  ])("%s", (_title, failure, message) => {
    expect(explainGoFailure(failure)).toEqual(new UserError(message));
  });

  test("leaves a compiler's complaint alone", () => {
    const failure = new CommandError("go", 1, "main.go:1: syntax error");
    expect(explainGoFailure(failure)).toBe(failure);
  });
});
