/**
 * Whether an image reference always means the same image: by digest, or by a tag that is not a moving one. What follows an `@` is
 * a digest and never a tag.
 */
export function isPinned(image: string): boolean {
  if (image.includes("@")) return /^[^@]+@sha256:[0-9a-f]{64}$/.test(image);
  const tag = /:([\w][\w.-]{0,127})$/.exec(image)?.[1];
  return tag !== undefined && !["latest", "nightly", "main"].includes(tag);
}
