import { HttpError } from "./http-error";

/** An error in the shape of Anthropic's API, without field and status. */
export class MessageError extends HttpError {
  constructor({ status, type, message }: HttpError) {
    super(status, type, message);
  }

  override toJson(): string {
    return JSON.stringify({ type: "error", error: { type: this.type, message: this.message } });
  }
}
