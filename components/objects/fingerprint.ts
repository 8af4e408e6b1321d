import { createHash } from "node:crypto";

/** Length of a fingerprint inside an object name. */
export const hashLength = 5;

/** A short, stable fingerprint of a text: lower-case hexadecimal digits. */
export function fingerprint(text: string, length = hashLength): string {
  return createHash("sha256").update(text).digest("hex").slice(0, length);
}
