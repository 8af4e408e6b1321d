import { broken, goodManifests, problemsIn } from "../../support/fixture";

test("an object that exists twice", () => {
  const manifests = goodManifests();
  const route = manifests.filter(
    ({ kind, metadata }) => kind === "ConfigMap" && metadata.name === "endpoint-picker",
  );

  expect(problemsIn([...manifests, ...route])).toEqual([
    "ConfigMap demo/endpoint-picker: must exist once, got two objects of this name; " +
      "give one of the models another `name` [DuplicateObject]",
  ]);
});

test("a namespace that two parts of a stack create", () => {
  const manifests = goodManifests();
  const namespaces = manifests.filter(({ kind }) => kind === "Namespace");

  expect(problemsIn([...manifests, ...namespaces])).toEqual([
    "Namespace demo: must exist once, got two objects of this name; choose another namespace for one of the two [DuplicateObject]",
  ]);
});

test("objects of one name and different kinds are different objects", () => {
  expect(problemsIn(goodManifests())).toEqual([]);
});

test.each(["acme/Alpha-7B", "-alpha", "a".repeat(64)])("the label value %s on an object", (value) => {
  const manifests = broken("HTTPRoute demo/alpha-7b", { metadata: { labels: { model: value } } });

  expect(problemsIn(manifests)).toEqual([
    `HTTPRoute demo/alpha-7b label model: must be at most 63 letters, digits, '-', '_' or '.', got "${value}"; ` +
      "use the model's object name; the full name belongs in headers and ConfigMaps [InvalidObject]",
  ]);
});

test("a label value with a slash on pods", () => {
  const manifests = broken("Deployment demo/alpha-7b", {
    spec: { template: { metadata: { labels: { model: "acme/Alpha" } } } },
  });

  expect(problemsIn(manifests)).toEqual([
    "Deployment demo/alpha-7b spec.template label model: must be at most 63 letters, digits, '-', '_' or '.', " +
      'got "acme/Alpha"; use the model\'s object name; the full name belongs in headers and ConfigMaps [InvalidObject]',
  ]);
});

test("an empty label value, and the longest one, are fine", () => {
  const labels = { empty: "", longest: "a".repeat(63) };

  expect(problemsIn(broken("HTTPRoute demo/alpha-7b", { metadata: { labels } }))).toEqual([]);
});

test("an image that moves", () => {
  const containers = [{ name: "epp", image: "epp:latest" }];
  const manifests = broken("Deployment demo/beta-2b-epp", { spec: { template: { spec: { containers } } } });

  expect(problemsIn(manifests)).toEqual([
    'Deployment demo/beta-2b-epp container epp: must run an image that is pinned by tag or digest, got "epp:latest"; ' +
      "add a tag other than `latest`, or a digest [UnpinnedImage]",
  ]);
});
