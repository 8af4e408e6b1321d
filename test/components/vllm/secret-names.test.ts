import { hasPassword, isSecretName } from "../../../components/vllm/secret-names";

test.each([
  ...["HF_TOKEN", "HUGGING_FACE_HUB_TOKEN", "VLLM_API_KEY", "OPENAI_APIKEY", "AWS_SECRET_ACCESS_KEY"],
  ...["DB_PASSWORD", "DB_PASS", "password", "MY_SECRET", "GOOGLE_CREDENTIALS", "--api-key", "--hf-token"],
])("%s holds a secret", (name) => {
  expect(isSecretName(name)).toBe(true);
});

test.each([
  ...[
    "TOKENIZERS_PARALLELISM",
    "VLLM_LOGGING_LEVEL",
    "HF_HUB_OFFLINE",
    "MONKEY",
    "VLLM_MAX_TOKENS_PER_EXPERT",
  ],
  ...["HF_TOKEN_PATH", "SECRETARY", "BYPASS", "--ssl-keyfile", "--max-num-batched-tokens"],
])("%s does not", (name) => {
  expect(isSecretName(name)).toBe(false);
});

test.each([
  ["http://user:pw@proxy:3128", true],
  ["redis://:pw@cache:6379/0", true],
  ["http://proxy:3128", false],
  ["http://user@proxy:3128", false],
  ["https://hub.example/a:b@c", false],
  ["a:b@c", false],
])("%s has a password: %j", (value, expected) => {
  expect(hasPassword(value)).toBe(expected);
});
