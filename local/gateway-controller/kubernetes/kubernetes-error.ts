import { ApiException } from "@kubernetes/client-node";
import { z } from "zod";
import { errorMessage } from "@switchyard/process/user-error";

const statusSchema = z.object({ message: z.string() });

/** The API server's message in one line: the client's own message repeats the whole answer with its headers. */
export function kubernetesErrorMessage(error: unknown): string {
  if (isSystemError(error)) return error.code;
  if (!(error instanceof ApiException)) return errorMessage(error);
  const body: unknown = error.body;
  return `${error.code} ${parseMessage(body) ?? String(body)}`;
}

/** Whether the API server answered with this HTTP status. */
export function hasStatus(error: unknown, code: number): boolean {
  return error instanceof ApiException && error.code === code;
}

/** A failed connection: its code is enough, and unlike the message it is the same for every address. */
function isSystemError(error: unknown): error is { readonly code: string } {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";
}

function parseMessage(body: unknown): string | undefined {
  try {
    const status: unknown = typeof body === "string" ? JSON.parse(body) : body;
    return statusSchema.safeParse(status).data?.message;
  } catch {
    return undefined;
  }
}
