import { providerNames } from "../../../components/gateway/provider-names";
import type { ProviderName } from "../../../components/gateway/provider-names";
import { providers } from "../../../components/gateway/providers";
import { mostWeight } from "../../../components/model/model-keys";
import { sourcesIn } from "../../support/sources";

/** Kinds that only one provider has, and the words for it. An organization on Hugging Face is no gateway. */
const wordsOf: Readonly<Record<ProviderName, RegExp>> = {
  gke: /\b(?:GKE|gke|[Gg]oogle(?!\\?\/)|GCP\w*|HealthCheckPolicy)\b/,
  istio: /\b(?:[Ii]stio\w*|EnvoyFilter|DestinationRule)\b/,
  agentgateway: /\b[Aa]gentgateway\w*\b/,
};

/** More than one provider uses BBR, so it has a separate folder, which may name them. */
const routerWords = /\b(?:BBR|bbr)\b/;
const routerFolder = "components/gateway/body-based-router/";

/** Where a provider's folder is named, or a key that its users set is described. */
const allowed: Readonly<Record<string, RegExp>> = {
  "components/gateway/providers.ts": /\b(?:gke|istio|agentgateway)\b/,
  "components/gateway/provider-names.ts": /\b(?:gke|istio|agentgateway)\b/,
  "components/gateway/inference-gateway.pulumi.ts": /@default "gke"/,
  "components/gateway/provider.ts": /such as `(?:gke|GKE)`/,
  "components/gateway/gateway-props.ts": /Google's|GKE's|BBR/,
};

const sources = sourcesIn("components/gateway", "components/model", "components/proof");
const folderOf = (name: string) => `components/gateway/${name}/`;

/** Lines of the sources with a word that the place may not have. */
function linesWith(words: RegExp, isPlace: (file: string) => boolean): readonly string[] {
  return sources
    .filter(({ file }) => isPlace(file) && !file.startsWith(routerFolder))
    .flatMap(({ file, text }) =>
      text
        .split("\n")
        .filter((line) => words.test(line) && !(allowed[file]?.test(line) ?? false))
        .map((line) => `${file}: ${line.trim()}`),
    );
}

test.each(providerNames)("no file outside the folder of %s mentions its terms or its kinds", (name) => {
  expect(sources.filter(({ file }) => file.startsWith(folderOf(name))).length).toBeGreaterThan(5);
  expect(linesWith(wordsOf[name], (file) => !file.startsWith(folderOf(name)))).toEqual([]);
});

test("BBR is known only to the providers that use it", () => {
  const folders = providerNames.map(folderOf);

  expect(linesWith(routerWords, (file) => !folders.some((folder) => file.startsWith(folder)))).toEqual([]);
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
  // Both exposures may have the same one.
  const classes = providers.flatMap((provider) => [...new Set(Object.values(provider.classes))]);
  const reserved = providers.flatMap(({ name, reservedNames }) =>
    reservedNames.map((one) => `${one} of ${name}`),
  );

  expect(new Set(classes).size).toBe(classes.length);
  expect(new Set(reserved).size).toBe(reserved.length);
});
