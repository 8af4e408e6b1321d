import { chartManifestUrl } from "../../../local/pulumi/chart-source";
import { versions } from "../../../components/versions";

test("asks the chart's registry for exactly its version", () => {
  expect(chartManifestUrl("oci://registry.example/charts/router", versions.inferenceExtension)).toBe(
    `https://registry.example/v2/charts/router/manifests/${versions.inferenceExtension}`,
  );
});
