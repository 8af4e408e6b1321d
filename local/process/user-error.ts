import { types } from "node:util";

/** A failure that the user can act on: only its message is shown, without a stack trace. */
export class UserError extends Error {
  override readonly name = "UserError";
}

/** The message of whatever was thrown. */
export function errorMessage(error: unknown): string {
  return types.isNativeError(error) ? error.message : String(error);
}
