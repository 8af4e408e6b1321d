import { metricsText } from "../metrics";
import { parseOptions } from "./parse-options";
import { RequestQueue } from "../request-queue";

test("the five metrics that EPP reads, with one request running and one waiting", async () => {
  const options = parseOptions([
    ...["--model", "org/base", "--max-num-seqs", "1"],
    ...["--enable-lora", "--max-loras", "2", "--lora-modules", "sql=/a", "law=/b"],
  ]);
  const queue = new RequestQueue(1);
  let finish: () => void = () => undefined;
  const running = queue.run("sql", () => new Promise<void>((resolve) => (finish = resolve)));
  const waiting = queue.run("law", () => Promise.resolve());

  const lines = metricsText(options, queue, 12.5).split("\n");
  finish();
  await Promise.all([running, waiting]);

  expect(lines.filter((line) => !line.startsWith("#"))).toEqual([
    'vllm:num_requests_running{model_name="org/base"} 1',
    'vllm:num_requests_waiting{model_name="org/base"} 1',
    'vllm:kv_cache_usage_perc{model_name="org/base"} 1',
    'vllm:lora_requests_info{max_lora="2",running_lora_adapters="sql",waiting_lora_adapters="law"} 12.5',
    'vllm:cache_config_info{block_size="16",num_gpu_blocks="8192"} 1',
    "",
  ]);
  expect(lines.filter((line) => line.startsWith("# TYPE"))).toHaveLength(5);
});

test("names are escaped as Prometheus asks", () => {
  const text = metricsText(parseOptions(['a"b\\c']), new RequestQueue(1), 0);
  expect(text).toContain('vllm:num_requests_running{model_name="a\\"b\\\\c"} 0');
});
