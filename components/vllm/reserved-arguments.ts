import type { ParsedArgument } from "./parse-arguments";
import { ownPort, reservedByModel } from "./derived-flags";
import type { ReservedFlag } from "./derived-flags";

const plainHttp: ReservedFlag = {
  rule: "must leave the server on plain HTTP, which its probes, the gateway and the endpoint picker speak",
  fix: "remove it; TLS for clients belongs in front of the gateway",
};

/** A replica is one pod. */
const oneNode: ReservedFlag = {
  rule: "must leave a replica in one pod",
  fix: "remove it; `replicas` runs more copies",
};

const openAiApi: ReservedFlag = {
  rule: "must leave vLLM with the API that requests are routed to",
  fix: "remove it",
};

/**
 * Flags that routing, probes, metrics or the fit on a node depend on, by the name in vLLM's documentation. Those derived from
 * a model are declared with it. All of them are read in vllm v0.32.0: `entrypoints/launchers/cli_args.py` and `engine/arg_utils.py` declare them.
 */
const reservedArguments: Readonly<Record<string, ReservedFlag>> = {
  ...reservedByModel,
  "--model": { rule: "must be left to `model`, which routing also follows", fix: "remove it" },
  "--host": { ...ownPort, harmless: /^(?:0\.0\.0\.0|::)$/ },
  "--uds": ownPort,
  "--grpc": openAiApi,
  "--grpc-port": openAiApi,
  "--tokens-only": openAiApi,
  "--headless": openAiApi,
  "--api-server-count": { ...openAiApi, harmless: /^[1-9]\d*$/ },
  "--help": { rule: "must let the server start", fix: "remove it" },
  "--ssl-keyfile": plainHttp,
  "--ssl-certfile": plainHttp,
  "--ssl-ca-certs": plainHttp,
  "--ssl-cert-reqs": plainHttp,
  "--ssl-ciphers": plainHttp,
  "--enable-ssl-refresh": plainHttp,
  // Without it there is no logger for Prometheus either (`v1/engine/async_llm.py`), and EPP 1.5.0 chooses by
  // `vllm:num_requests_waiting` and `vllm:kv_cache_usage_perc`.
  "--disable-log-stats": {
    rule: "must leave vLLM's metrics on, by which the endpoint picker chooses a replica",
    fix: "remove it",
  },
  "--config": {
    rule: "must be written out: a file could set any other flag unseen",
    fix: "remove it, and write what the file says as arguments",
  },
  "--nnodes": { ...oneNode, harmless: /^1$/ },
  "--node-rank": { ...oneNode, harmless: /^0$/ },
  "--master-addr": { ...oneNode, harmless: /^(?:127\.0\.0\.1|localhost)$/ },
  "--data-parallel-rank": oneNode,
  // Unless it equals `--data-parallel-size`: vLLM would wait for the remaining ranks.
  "--data-parallel-size-local": oneNode,
  "--data-parallel-start-rank": oneNode,
  "--data-parallel-address": { ...oneNode, harmless: /^(?:127\.0\.0\.1|localhost)$/ },
  "--data-parallel-external-lb": oneNode,
  "--data-parallel-hybrid-lb": oneNode,
  "--data-parallel-multi-port-external-lb": oneNode,
};

/** The flag's entry, if it is reserved and the user's value would change something. */
export function reservationOf({ known, values }: ParsedArgument): ReservedFlag | undefined {
  // Turning one of them off changes nothing: none is on by default.
  if (known === undefined || known.negated) return undefined;
  const entry = reservedArguments[known.name];
  const isHarmless = values.length > 0 && values.every((value) => entry?.harmless?.test(value));
  return isHarmless ? undefined : entry;
}
