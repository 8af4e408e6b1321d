/** Exits the process before it serves anything, with a message and an exit code. */
export class ExitError extends Error {
  public readonly exitCode: number;

  public constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
