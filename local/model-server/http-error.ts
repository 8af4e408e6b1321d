/** An error answer, in vLLM's JSON. */
export class HttpError extends Error {
  readonly status: number;
  readonly type: string;
  readonly param: string | null;

  constructor(status: number, type: string, message: string, param: string | null = null) {
    super(message);
    this.status = status;
    this.type = type;
    this.param = param;
  }

  /** Headers of the answer besides the content type. */
  get headers(): Readonly<Record<string, string>> {
    return {};
  }

  /** The body of the answer. */
  toJson(): string {
    return JSON.stringify({
      error: { message: this.message, type: this.type, param: this.param, code: this.status },
    });
  }
}

/** Errors of vLLM's web framework, before vLLM sees the request. */
export class FrameworkError extends HttpError {
  readonly #allow: readonly string[];

  /** @param allow methods of the path, if another was used. */
  constructor(status: 404 | 405, allow: readonly string[] = []) {
    super(status, "", status === 404 ? "Not Found" : "Method Not Allowed");
    this.#allow = allow;
  }

  override get headers(): Readonly<Record<string, string>> {
    return this.#allow.length === 0 ? {} : { allow: this.#allow.join(", ") };
  }

  override toJson(): string {
    return JSON.stringify({ detail: this.message });
  }
}
