/** Signals that ask a command to stop, and their conventional exit codes. */
const exitCodes = { SIGINT: 130, SIGTERM: 143 } as const;

/** Thrown when the user interrupts the work. */
export class Interruption extends Error {
  override readonly name = "Interruption";

  constructor(readonly exitCode: number) {
    super("interrupted");
  }
}

/**
 * Runs `work` with a signal that aborts on the first Ctrl-C or SIGTERM. Further ones are ignored: stopping is
 * better left to finish, and npm forwards a Ctrl-C that the terminal has already sent.
 */
export async function withInterruption<T>(
  onInterrupt: () => void,
  work: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const controller = new AbortController();
  const interrupt = (name: keyof typeof exitCodes) => () => {
    if (controller.signal.aborted) return;
    onInterrupt();
    controller.abort(new Interruption(exitCodes[name]));
  };
  const handlers = { SIGINT: interrupt("SIGINT"), SIGTERM: interrupt("SIGTERM") };
  for (const name of ["SIGINT", "SIGTERM"] as const) process.on(name, handlers[name]);
  try {
    return await work(controller.signal);
  } finally {
    for (const name of ["SIGINT", "SIGTERM"] as const) process.off(name, handlers[name]);
  }
}
