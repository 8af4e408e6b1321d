import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { isRecord } from "./values";
import type { Properties } from "./values";

/** Properties from a message; a message without them has none. */
export function fromStruct(struct: Struct | undefined): Properties {
  const value: unknown = struct?.toJavaScript();
  return isRecord(value) ? value : {};
}

/** Properties for a message. */
export function toStruct(properties: Properties): Struct {
  // A message cannot hold a key without a value.
  const text = JSON.stringify(properties);
  return Struct.fromJavaScript(JSON.parse(text) as Parameters<typeof Struct.fromJavaScript>[0]);
}
