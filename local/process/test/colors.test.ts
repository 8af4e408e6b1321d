import { isatty } from "node:tty";
import { hasColor } from "../colors";

jest.mock("node:tty", () => ({ isatty: jest.fn() }));

test.each([
  ["a terminal", true, {}, true],
  ["a terminal, with NO_COLOR", true, { NO_COLOR: "1" }, false],
  ["a terminal, with an empty NO_COLOR", true, { NO_COLOR: "" }, true],
  ["a file", false, {}, false],
  ["a file in CI", false, { CI: "true", FORCE_COLOR: "1" }, false],
])("%s", (_name, terminal, env, expected) => {
  jest.mocked(isatty).mockReturnValue(terminal);
  expect(hasColor(1, env)).toBe(expected);
});
