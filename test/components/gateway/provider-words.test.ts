import { providers } from "../../../components/gateway/providers";
import { mostWeight } from "../../../components/model/model-keys";
import { sourcesIn } from "../../support/sources";

/** Kinds that only a provider has, and the words for one. An organization on Hugging Face is no gateway. */
const providerWords =
  /\b(?:GKE|gke|[Gg]oogle(?!\\?\/)|GCP\w*|HealthCheckPolicy|BBR|bbr|[Aa]gentgateway\w*)\b/;

/** Where a provider's folder is named, or a key that its users set is described. */
const allowed: Readonly<Record<string, RegExp>> = {
  "components/gateway/providers.ts": /\b(?:gke|agentgateway)\b/,
  "components/gateway/provider-names.ts": /\b(?:gke|agentgateway)\b/,
  "components/gateway/inference-gateway.pulumi.ts": /@default "gke"/,
  "components/gateway/provider.ts": /such as `(?:gke|GKE)`/,
  "components/gateway/gateway-props.ts": /Google's|GKE's|BBR/,
};

/** The folders of the providers, and that of BBR, which several of them use. */
const ownFolders = [...providers.map(({ name }) => name), "body-based-router"].map(
  (folder) => `components/gateway/${folder}/`,
);

test("no gateway is known by its words or its kinds outside of its own folder", () => {
  const common = sourcesIn("components/gateway", "components/model", "components/proof").filter(
    ({ file }) => !ownFolders.some((folder) => file.startsWith(folder)),
  );
  const found = common.flatMap(({ file, text }) =>
    text
      .split("\n")
      .filter((line) => providerWords.test(line) && !(allowed[file]?.test(line) ?? false))
      .map((line) => `${file}: ${line.trim()}`),
  );

  expect(common.length).toBeGreaterThan(40);
  expect(found).toEqual([]);
});

test("every provider takes every weight that a user may set", () => {
  for (const {
    name,
    capabilities: { weights },
  } of providers)
    expect({ name, enough: !weights.supported || weights.most >= mostWeight }).toEqual({
      name,
      enough: true,
    });
});

test("a gateway class belongs to one provider, and so does a reserved name", () => {
  // A provider may have one class for both exposures.
  const classes = providers.flatMap((provider) => [...new Set(Object.values(provider.classes))]);
  const reserved = providers.flatMap(({ name, reservedNames }) =>
    reservedNames.map((one) => `${one} of ${name}`),
  );

  expect(new Set(classes).size).toBe(classes.length);
  expect(new Set(reserved).size).toBe(reserved.length);
});
