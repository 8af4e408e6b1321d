import { ApiError } from "./api-error";

/** An error in the shape of Anthropic's API, without field and status. */
export class MessageError extends ApiError {
  constructor({ status, type, message }: ApiError) {
    super(status, type, message);
  }

  override toJson(): string {
    return JSON.stringify({ type: "error", error: { type: this.type, message: this.message } });
  }
}
