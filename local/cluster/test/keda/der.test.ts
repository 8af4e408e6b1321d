import { bitString, der, integer, objectIdentifier, sequence, utcTime, utf8String } from "../../keda/der";

function hex(bytes: Buffer): string {
  return bytes.toString("hex");
}

test.each([
  [0, "0400"],
  [127, "047f"],
  [128, "048180"],
  [255, "0481ff"],
  [256, "04820100"],
  [70_000, "0483011170"],
])("a value of %d bytes says its length", (length, head) => {
  const encoded = der(0x04, Buffer.alloc(length));
  expect(hex(encoded.subarray(0, encoded.length - length))).toBe(head);
});

test.each([
  [[0], "020100"],
  [[0, 0, 5], "020105"],
  [[0x7f], "02017f"],
  [[0x80], "02020080"],
  [[0xff, 0x01], "020300ff01"],
])("the number %j is neither negative nor longer than it has to be", (bytes, expected) => {
  expect(hex(integer(Buffer.from(bytes)))).toBe(expected);
});

test.each([
  ["2.5.4.3", "0603550403"],
  ["1.2.840.10045.4.3.2", "06082a8648ce3d040302"],
  ["1.3.6.1.5.5.7.3.1", "06082b06010505070301"],
])("the identifier %s", (dotted, expected) => {
  expect(hex(objectIdentifier(dotted))).toBe(expected);
});

test("a moment has no century and no fraction", () => {
  expect(utcTime(new Date("2026-11-22T03:04:05.678Z")).toString("latin1")).toBe("\x17\r261122030405Z");
});

test("text, bits and several values", () => {
  expect(hex(utf8String("ä"))).toBe("0c02c3a4");
  expect(hex(bitString(Buffer.from([0xa5])))).toBe("030200a5");
  expect(hex(sequence(integer(Buffer.from([1])), integer(Buffer.from([2]))))).toBe("3006020101020102");
});
