import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { resolveKeda } from "../../../components/scaling/keda/keda-props";
import { loadStack } from "../../../infra/load-stack";
import { ensureCertificates } from "../../../local/keda/certificates";
import { kedaFiles } from "../../../local/keda/files";
import { hasKeda, needsKeda } from "../../../local/keda/needs-keda";
import { clusterSettings } from "../../../local/settings";

const { spec } = loadStack("local", path.resolve(__dirname, "../../.."));

test("a stack needs KEDA when a model of it is woken, and only then", () => {
  expect(needsKeda({ spec: { ...spec, keda: undefined } })).toBe(false);
  expect(needsKeda({ spec: { ...spec, keda: resolveKeda({}) } })).toBe(true);
});

test("a cluster that was given KEDA has it from then on", async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "needs-keda-"));
  try {
    const settings = clusterSettings(3, folder);
    expect(hasKeda(settings)).toBe(false);
    await ensureCertificates(kedaFiles(settings), 3, new Date());
    expect(hasKeda(settings)).toBe(true);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
