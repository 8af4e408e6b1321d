import { InvalidArgs, quote } from "../problems/problems";

/**
 * What a program passes, which is no mapping at all in one without types.
 * @param subject what it describes, for the message.
 * @param path what the program calls it.
 * @throws InvalidArgs for anything but a mapping of keys to values.
 */
export function mapping<Value>(value: Value, subject: string, path = "props"): Value & object {
  if (isMapping(value)) return value;
  throw new InvalidArgs(subject, [
    {
      code: "WrongType",
      path,
      rule: "must be a mapping of keys to values",
      got: quote(value),
      fix: "pass an object",
    },
  ]);
}

function isMapping<Value>(value: Value): value is Value & object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
