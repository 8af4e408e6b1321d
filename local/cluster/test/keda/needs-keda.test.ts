import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { checkStackConfig } from "switchyard/stack";
import { ensureCertificates } from "../../keda/certificates";
import { kedaFiles } from "../../keda/files";
import { hasKeda, needsKeda } from "../../keda/needs-keda";
import { clusterSettings } from "../../settings";

const zone = "europe-west4-a";

const stackWith = (scaleToZero: boolean) =>
  checkStackConfig("local", { zone, accelerator: "tpu-v6e-4", scaleToZero, models: [{ model: "Org/Name" }] });

test("a stack needs KEDA when a model of it is woken, and only then", () => {
  expect(needsKeda(stackWith(false))).toBe(false);
  expect(needsKeda(stackWith(true))).toBe(true);
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
