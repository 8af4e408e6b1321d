import { isatty } from "node:tty";

/**
 * Whether text on a file descriptor may have colours: on a terminal, unless NO_COLOR is set. Nothing else counts;
 * colour libraries also treat a CI variable as a terminal.
 */
export function hasColor(fd: number, env: NodeJS.ProcessEnv): boolean {
  return isatty(fd) && (env["NO_COLOR"] ?? "") === "";
}
