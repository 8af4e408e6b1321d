/**
 * What of DER, the encoding of certificates, a certificate of our own takes. Node can sign and read certificates, but not
 * write them.
 */

/** A value with its tag and length. */
export function der(tag: number, ...contents: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...lengthBytes(content.length)]), content]);
}

/** Several values as one. */
export function sequence(...items: readonly Uint8Array[]): Buffer {
  return der(0x30, ...items);
}

/** A number of 0 or more, as big-endian bytes. */
export function integer(bytes: Uint8Array): Buffer {
  const firstSet = bytes.findIndex((byte) => byte !== 0);
  const digits = firstSet < 0 ? Uint8Array.of(0) : bytes.subarray(firstSet);
  // A first bit that is set would make it negative.
  const sign = (digits[0] ?? 0) > 0x7f ? [0] : [];
  return der(0x02, Buffer.from(sign), digits);
}

/** An object identifier such as "2.5.4.3". */
export function objectIdentifier(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split(".").map(Number);
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(base128)]));
}

/** A moment, to the second. */
export function utcTime(date: Date): Buffer {
  const digits = date.toISOString().replace(/\D/g, "");
  return der(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

/** Text in UTF-8. */
export function utf8String(text: string): Buffer {
  return der(0x0c, Buffer.from(text));
}

/** Whole bytes as a string of bits. */
export function bitString(bytes: Uint8Array): Buffer {
  return der(0x03, Buffer.from([0]), bytes);
}

function lengthBytes(length: number): readonly number[] {
  if (length < 0x80) return [length];
  const bytes = bigEndian(length, 0x100);
  return [0x80 | bytes.length, ...bytes];
}

/** Seven bits a byte; all but the last have the eighth set. */
function base128(value: number): readonly number[] {
  const digits = bigEndian(value, 0x80);
  return digits.map((digit, index) => (index < digits.length - 1 ? digit | 0x80 : digit));
}

function bigEndian(value: number, base: number): readonly number[] {
  return value < base ? [value] : [...bigEndian(Math.floor(value / base), base), value % base];
}
