/** What a client gets for one chat completion. */
export interface ChatAnswer {
  readonly status: number;
  /** The model that answered; null when none did. */
  readonly servedBy: string | null;
  /** Why no model answered; empty when one did. */
  readonly reason: string;
}

/** Longer than any request is held, so that one that hangs fails its test. */
const timeoutMs = 180_000;

/** Sends one chat completion, and waits for as long as a client of models that sleep has to. */
export async function chatAnswer(
  gatewayUrl: string,
  model: string,
  givesUp = new AbortController().signal,
): Promise<ChatAnswer> {
  const response = await fetch(`${gatewayUrl}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Hello" }], max_tokens: 1 }),
    signal: AbortSignal.any([givesUp, AbortSignal.timeout(timeoutMs)]),
  });
  const body = await response.text();
  return {
    status: response.status,
    servedBy: response.headers.get("x-served-model"),
    reason: response.ok ? "" : body,
  };
}

/** The answer of a model that was asked for. */
export function answerOf(model: string): ChatAnswer {
  return { status: 200, servedBy: model, reason: "" };
}

/** An answer of the endpoint picker itself, in its own words. */
export function refusal(status: number, reason: string): ChatAnswer {
  return { status, servedBy: null, reason: `inference error: ${reason}` };
}
