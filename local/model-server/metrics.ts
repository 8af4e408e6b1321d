import type { ServerOptions } from "./options";
import type { RequestQueue } from "./request-queue";

/** Reported cache size; EPP's prefix scorer derives its capacity from it. */
const cache = { blockSize: 16, blocks: 8192 };

/**
 * The metrics of vLLM that EPP v1.5.0 reads, in Prometheus' text format.
 * @param nowSec time of the newest LoRA series: EPP takes the series with the largest value.
 */
export function metricsText(options: ServerOptions, queue: RequestQueue, nowSec: number): string {
  const model = labels({ model_name: options.servedNames[0] ?? options.model });
  const adapters = new Set(options.adapters.map((adapter) => adapter.name));
  const adaptersIn = (models: readonly string[]) => models.filter((name) => adapters.has(name)).join(",");
  const lora = labels({
    max_lora: String(options.maxLoras),
    running_lora_adapters: adaptersIn(queue.runningModels()),
    waiting_lora_adapters: adaptersIn(queue.waitingModels()),
  });
  const cacheConfig = labels({ block_size: String(cache.blockSize), num_gpu_blocks: String(cache.blocks) });
  return [
    gauge("vllm:num_requests_running", "Requests in execution.", model, queue.running),
    gauge("vllm:num_requests_waiting", "Requests waiting to be processed.", model, queue.waiting),
    gauge(
      "vllm:kv_cache_usage_perc",
      "KV-cache usage, 1 is full.",
      model,
      Math.min(1, queue.running / options.maxRunning),
    ),
    gauge("vllm:lora_requests_info", "Adapters of running and waiting requests.", lora, nowSec),
    gauge("vllm:cache_config_info", "Configuration of the KV cache.", cacheConfig, 1),
  ].join("");
}

function gauge(name: string, help: string, labelSet: string, value: number): string {
  return `# HELP ${name} ${help}\n# TYPE ${name} gauge\n${name}${labelSet} ${value}\n`;
}

function labels(values: Readonly<Record<string, string>>): string {
  const escape = (text: string) =>
    text.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
  return `{${Object.entries(values)
    .map(([name, value]) => `${name}="${escape(value)}"`)
    .join(",")}}`;
}
