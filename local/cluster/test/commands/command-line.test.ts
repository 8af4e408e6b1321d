import { InvalidArgs } from "switchyard/checks";
import { failureText, parseSlot } from "../../commands/command-line";
import { Interruption, withInterruption } from "../../commands/interruption";
import { UserError } from "@switchyard/process/user-error";

describe("parseSlot", () => {
  test.each(["0", "7", "9"])("takes %s", (text) => {
    expect(parseSlot(text)).toBe(Number(text));
  });

  test.each(["", "-1", "10", "1.5", "one", " 1"])("refuses %j", (text) => {
    expect(() => parseSlot(text)).toThrow("must be a whole number from 0 to 9");
  });
});

describe("failureText", () => {
  test.each([new UserError("port in use"), new InvalidArgs("stack", []), new Interruption(130)])(
    "of %s is its message alone",
    (error) => {
      expect(failureText(error)).toBe(error.message);
    },
  );

  test("of a full disk says what to do", () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write"), { code: "ENOSPC" });
    expect(failureText(full)).toBe(
      "ENOSPC: no space left on device, write; free some space and run the command again: it resumes from here",
    );
  });

  test("of a mistake of ours says where it happened", () => {
    expect(failureText(new TypeError("no such thing"))).toMatch(/^TypeError: no such thing\n {4}at /);
  });

  test("of something that is no error is its text", () => {
    expect(failureText("odd")).toBe("odd");
  });
});

describe("withInterruption", () => {
  const abortedBy = (signal: AbortSignal) =>
    new Promise<never>((_, reject) => {
      signal.addEventListener("abort", () => {
        reject(signal.reason as Error);
      });
    });

  test.each([
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const)("%s aborts the work with exit code %d, once", async (name, exitCode) => {
    const onInterrupt = jest.fn();
    const work = withInterruption(onInterrupt, (signal) => {
      process.emit(name);
      process.emit(name);
      return Promise.reject(signal.reason as Error);
    });
    await expect(work).rejects.toMatchObject({ name: "Interruption", exitCode });
    expect(onInterrupt).toHaveBeenCalledTimes(1);
  });

  test("work that listens is told at once", async () => {
    const work = withInterruption(jest.fn(), (signal) => {
      setImmediate(() => process.emit("SIGINT"));
      return abortedBy(signal);
    });
    await expect(work).rejects.toBeInstanceOf(Interruption);
  });

  test("leaves no handler behind", async () => {
    const before = process.listenerCount("SIGINT");
    await withInterruption(jest.fn(), () => Promise.resolve());
    expect(process.listenerCount("SIGINT")).toBe(before);
  });
});
