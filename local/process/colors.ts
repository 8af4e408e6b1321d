import { isatty } from "node:tty";

/**
 * Whether text on a file descriptor may have colours: on a terminal, unless the user said NO_COLOR. Nothing else counts;
 * colour libraries also take a CI variable for a terminal.
 */
export function hasColor(fd: number, env: NodeJS.ProcessEnv): boolean {
  return isatty(fd) && (env["NO_COLOR"] ?? "") === "";
}
