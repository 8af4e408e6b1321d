import { errorMessage } from "@switchyard/process/user-error";

/** A part that runs until it is stopped. */
export interface Stoppable {
  readonly run: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

/**
 * The program of a part, whose only argument is its settings file: runs until SIGTERM or SIGINT.
 * @param make makes the part from that file.
 */
export function runUntilStopped(
  make: (settingsFile: string, log: (message: string) => void) => Stoppable,
): void {
  run(make).catch((error: unknown) => {
    console.error(errorMessage(error));
    process.exit(1);
  });
}

async function run(make: Parameters<typeof runUntilStopped>[0]): Promise<void> {
  const [, , settingsFile] = process.argv;
  if (settingsFile === undefined) throw new Error("usage: main.ts <settings.json>");
  const part = make(settingsFile, (message) => {
    console.error(`${new Date().toISOString()} ${message}`);
  });
  const stop = () => {
    part.stop().then(
      () => process.exit(0),
      () => process.exit(1),
    );
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  await part.run();
}
