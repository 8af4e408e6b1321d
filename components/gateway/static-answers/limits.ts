/**
 * The most bytes that a ConfigMap may have in `data` (`MaxSecretSize`, kubernetes pkg/apis/core/types.go), of which one answer
 * is only a part.
 */
export const longestAnswerBytes = 1_048_576;
