import { ApiException } from "@kubernetes/client-node";
import { z } from "zod";
import { errorMessage } from "../../user-error";

const statusSchema = z.object({ message: z.string() });

/** What the API server said, in one line: the client's own message repeats the whole answer with its headers. */
export function apiErrorMessage(error: unknown): string {
  if (!(error instanceof ApiException)) return errorMessage(error);
  const body: unknown = error.body;
  return `${error.code} ${parseMessage(body) ?? String(body)}`;
}

/** True when the API server answered with this HTTP status. */
export function hasStatus(error: unknown, code: number): boolean {
  return error instanceof ApiException && error.code === code;
}

function parseMessage(body: unknown): string | undefined {
  try {
    const status: unknown = typeof body === "string" ? JSON.parse(body) : body;
    return statusSchema.safeParse(status).data?.message;
  } catch {
    return undefined;
  }
}
