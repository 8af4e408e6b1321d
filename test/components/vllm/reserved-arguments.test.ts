import { alpha } from "../../support/fixture";
import { problemsOf, quad } from "./argument-problems";

describe("what something else depends on", () => {
  test.each([
    ["--model=acme/Other", "must be left to `model`, which routing also follows", "remove it"],
    [
      "--served_model_name=x",
      "must be left to `model` and `aliases`: they are the names that requests are routed by",
      "remove it; clients send the name in `model`, or one of `aliases`",
    ],
    ["--max-model-len=16k", "must be left to `maxModelLen`", "remove it, and set `maxModelLen: 16000`"],
    ["--max-model-len=auto", "must be left to `maxModelLen`", "remove it, and set `maxModelLen: auto`"],
    [
      "--enable-lora",
      "must be left to `adapters`, which routing also follows",
      "remove it, and list each adapter under `adapters`",
    ],
    [
      "--lora-m=a=b",
      "must be left to `adapters`, which routing also follows",
      "remove it, and list each adapter under `adapters`",
    ],
    ["--max-loras=2", "must be the number of `adapters`", "remove it"],
    [
      "--disable-log-stats",
      "must leave vLLM's metrics on, by which the endpoint picker chooses a replica",
      "remove it",
    ],
    [
      "--config=/etc/vllm.yaml",
      "must be written out: a file could set any other flag unseen",
      "remove it, and write what the file says as arguments",
    ],
    ["--help", "must let the server start", "remove it"],
    ["-h", "must let the server start", "remove it"],
  ])("%s", (argument, rule, fix) => {
    expect(problemsOf(["--seed", "7", argument])).toEqual([
      `[2]: ${rule}, got "${argument}"; ${fix} [ReservedArgument]`,
    ]);
  });

  test.each([
    ...["--ssl-keyfile=/k", "--ssl_certfile=/c", "--ssl-ca-certs=/c", "--ssl-cert-reqs=2", "--ssl-ciphers=x"],
    ...["--enable-ssl-refresh", "--enable-ssl"],
  ])("plain HTTP: %s", (argument) => {
    expect(problemsOf([argument])).toEqual([
      `[0]: must leave the server on plain HTTP, which its probes, the gateway and the endpoint picker speak, ` +
        `got "${argument}"; remove it; TLS for clients belongs in front of the gateway [ReservedArgument]`,
    ]);
  });

  test.each(["--port=9", "--uds=/run/vllm.sock", "--host=127.0.0.1", "--host=localhost"])(
    "the address: %s",
    (argument) => {
      expect(problemsOf([argument])).toEqual([
        `[0]: must leave the server on port 8000 of its pod, which the gateway and the probes use, ` +
          `got "${argument}"; remove it [ReservedArgument]`,
      ]);
    },
  );

  test.each(["--grpc", "--grpc-port=50051", "--headless", "--tokens-only", "--api-server-count=0", "-asc=0"])(
    "the API: %s",
    (argument) => {
      expect(problemsOf([argument])).toEqual([
        `[0]: must leave vLLM with the API that requests are routed to, got "${argument}"; remove it [ReservedArgument]`,
      ]);
    },
  );

  test.each([
    ...[
      "--nnodes=2",
      "-n2",
      "--node-rank=1",
      "--data-parallel-rank=0",
      "-dpn=0",
      "--data-parallel-size-local=2",
    ],
    ...[
      "--data-parallel-hybrid-lb",
      "-dpe",
      "-dpm",
      "--data-parallel-address=10.0.0.1",
      "--master-addr=10.0.0.1",
    ],
  ])("one pod: %s", (argument) => {
    expect(problemsOf([argument])).toEqual([
      `[0]: must leave a replica in one pod, got "${argument}"; remove it; \`replicas\` runs more copies [ReservedArgument]`,
    ]);
  });

  test("all data-parallel ranks are in the pod", () => {
    expect(problemsOf(["-dp", "2", "-dpl", "2"])).toEqual([]);
    expect(problemsOf(["-dp", "2", "-dpl", "1"])).toHaveLength(1);
    expect(problemsOf(["-dpl", "1"])).toEqual([]);
  });

  test("what repeats the derived is no problem, in any spelling", () => {
    const adapters = [{ name: "sql", source: "a/b" }];
    const extraArgs = [
      "--model",
      "acme/Beta-2B",
      "--served_model_name=acme/Beta-2B",
      "--port",
      "8000",
      "-tp",
      "4",
    ];

    expect(
      problemsOf(
        [...extraArgs, "--max-model-len", "8K", "--enable-lor", "--max-loras=1", "--lora-modules", "sql=a/b"],
        {
          ...quad,
          adapters,
        },
      ),
    ).toEqual([]);
  });
});

describe("tensor parallelism", () => {
  const rule = "must be 4, as `tensorParallelSize` is";

  test.each([["-tp", "2"], ["-tp=2"], ["--tensor_parallel_size=2"], ["--tensor-par", "2"]])(
    "has a key: %s %s",
    (...argument) => {
      expect(problemsOf(argument.filter((item) => typeof item === "string"))).toEqual([
        `[0]: ${rule}, got "2"; remove it, and set \`tensorParallelSize: 2\` [ParallelismMismatch]`,
      ]);
    },
  );

  test("is limited by the node, and whole on a TPU", () => {
    const more = "remove it, or use an accelerator with that many chips";

    expect(problemsOf(["-tp", "8"])).toEqual([`[0]: ${rule}, got "8"; ${more} [ParallelismMismatch]`]);
    expect(problemsOf(["-tp", "8"], alpha)).toEqual([`[0]: ${rule}, got "8"; ${more} [ParallelismMismatch]`]);
    expect(problemsOf(["-tp", "2"], alpha)).toEqual([
      `[0]: ${rule}, got "2"; remove it; a TPU slice is used whole [ParallelismMismatch]`,
    ]);
  });
});
