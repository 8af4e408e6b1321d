import { chartManifestUrl } from "../../pulumi/chart-source";

test("asks the chart's registry for exactly its version", () => {
  expect(chartManifestUrl("oci://registry.example/charts/router", "v1.5.0")).toBe(
    "https://registry.example/v2/charts/router/manifests/v1.5.0",
  );
});
