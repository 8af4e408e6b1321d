const secretWord =
  /(?:^|[_.-])(?:TOKEN|SECRET|PASS|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|(?:API|ACCESS|PRIVATE)?_?KEY)$/i;

/**
 * Whether a variable or a flag of this name holds a secret. A Deployment shows its values to everyone who may read it, and the
 * engine keeps them in its state. `TOKENIZERS_PARALLELISM` and the like are not secrets.
 */
export function isSecretName(name: string): boolean {
  return secretWord.test(name);
}

const passwordInUrl = /^[a-z][a-z0-9+.-]*:\/\/[^/@\s]*:[^/@\s]+@/i;

/** Whether a value is a URL with a password in it, as variables such as `HTTPS_PROXY` may have. */
export function hasPassword(value: string): boolean {
  return passwordInUrl.test(value.trim());
}
