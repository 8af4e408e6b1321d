import { existsSync } from "node:fs";
import path from "node:path";
import { longest } from "./longest-first.cjs";

test("every suite that begins early exists", () => {
  expect(longest.length).toBeGreaterThan(5);
  const missing = longest.filter((name) => !existsSync(path.join(__dirname, "e2e", `${name}.test.ts`)));

  expect(missing).toEqual([]);
});
