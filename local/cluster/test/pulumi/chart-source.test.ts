import { chartManifestUrl } from "../../pulumi/chart-source";

test("asks the chart's registry for exactly its version", () => {
  expect(chartManifestUrl("oci://registry.example/charts/router", "v9.9.9")).toBe(
    "https://registry.example/v2/charts/router/manifests/v9.9.9",
  );
});
