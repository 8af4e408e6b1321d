/** An error of Google Cloud, in the words of the real provider. */
export class GoogleApiError extends Error {
  override readonly name = "GoogleApiError";

  public constructor(
    /** HTTP status that the API answers with. */
    readonly status: 400 | 403 | 404 | 409,
    reason: string,
  ) {
    super(`googleapi: Error ${status}: ${reason}`);
  }
}

/** A resource that a call refers to does not exist. */
export function notFound(id: string): GoogleApiError {
  return new GoogleApiError(404, `The resource '${id}' was not found, notFound`);
}

/** A resource cannot be deleted while another one uses it. */
export function inUse(kind: string, id: string, user: string): GoogleApiError {
  return new GoogleApiError(
    400,
    `The ${kind} resource '${id}' is already being used by '${user}', resourceInUseByAnotherResource`,
  );
}
