const secretWord =
  /(?:^|[_.-])(?:TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|(?:API|ACCESS|PRIVATE)?_?KEY)$/i;

/**
 * Whether a variable or a flag of this name holds what nobody else may read. A Deployment shows its values to everyone who
 * may see it, and the engine keeps them in its state. `TOKENIZERS_PARALLELISM` and the like are none.
 */
export function isSecretName(name: string): boolean {
  return secretWord.test(name);
}
