import * as fc from "fast-check";
import { closeName } from "../../../components/problems/close-name";

const keys = ["model", "accelerator", "name", "replicas", "maxModelLen", "env", "extraArgs", "image", "port"];

test.each([
  ["replica", "replicas"],
  ["acelerator", "accelerator"],
  ["max_model_len", "maxModelLen"],
  ["max-model-len", "maxModelLen"],
  ["MaxModelLen", "maxModelLen"],
  ["extra_arg", "extraArgs"],
  ["prot", "port"],
  ["enb", "env"],
  ["modle", "model"],
])("%s is close to %s", (written, meant) => {
  expect(closeName(written, keys)).toBe(meant);
});

test.each(["volumes", "tolerations", "nodeSelector", "gpu", "x", "host", "resources", "serviceAccountName"])(
  "%s is close to no key",
  (written) => {
    expect(closeName(written, keys)).toBeUndefined();
  },
);

test("the closest of several is proposed", () => {
  expect(closeName("maxNode", ["minNodes", "maxNodes"])).toBe("maxNodes");
});

test("nothing is close where nothing is known", () => {
  expect(closeName("model", [])).toBeUndefined();
});

test("a key is closest to itself among any other keys", () => {
  fc.assert(
    fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (known) => {
      for (const key of known) expect(closeName(key, known)).toBe(key);
    }),
  );
});
