/** An end of the process before it serves anything: what it prints, and its exit code. */
export class ExitError extends Error {
  public readonly exitCode: number;

  public constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
