/**
 * Compute zones that offer each kind of accelerator.
 *
 * Sources: GPUs from the zones in which Google's API lists the machine types, as SkyPilot's catalog stored them
 * (skypilot-org/skypilot-catalog, catalogs/v9/gcp/vms.csv at 2c3d7ea, read 2026-11-22); TPU v6e from Google's page "TPU
 * regions and zones" (2026-08). Google opens zones without notice: when yours is missing here, add it.
 */
export const zones = {
  v6e: inZones({
    "asia-northeast1": "b",
    "europe-west4": "a",
    "southamerica-west1": "a",
    "us-central1": "b",
    "us-east1": "d",
    "us-east5": "ab",
  }),
  t4: inZones({
    "asia-east1": "ac",
    "asia-east2": "ac",
    "asia-northeast1": "ac",
    "asia-northeast3": "bc",
    "asia-south1": "ab",
    "asia-southeast1": "abc",
    "asia-southeast2": "ab",
    "australia-southeast1": "ac",
    "europe-central2": "bc",
    "europe-west1": "bcd",
    "europe-west2": "ab",
    "europe-west3": "b",
    "europe-west4": "abc",
    "me-west1": "bc",
    "northamerica-northeast1": "c",
    "southamerica-east1": "abc",
    "us-central1": "abcf",
    "us-east1": "bcd",
    "us-east4": "abc",
    "us-west1": "ab",
    "us-west2": "bc",
    "us-west3": "b",
    "us-west4": "ab",
  }),
  l4: inZones({
    "asia-east1": "abc",
    "asia-northeast1": "abc",
    "asia-northeast3": "ab",
    "asia-south1": "abc",
    "asia-southeast1": "abc",
    "europe-west1": "bc",
    "europe-west2": "ab",
    "europe-west3": "ab",
    "europe-west4": "abc",
    "europe-west6": "bc",
    "me-central2": "ac",
    "northamerica-northeast1": "bc",
    "northamerica-northeast2": "ab",
    "us-central1": "abc",
    "us-east1": "bcd",
    "us-east4": "ac",
    "us-west1": "abc",
    "us-west4": "ac",
  }),
  a100: inZones({
    "asia-northeast1": "ac",
    "asia-northeast3": "ab",
    "asia-southeast1": "abc",
    "europe-west4": "ab",
    "me-west1": "ac",
    "us-central1": "abcf",
    "us-east1": "b",
    "us-west1": "b",
    "us-west3": "b",
    "us-west4": "b",
  }),
  a100x80: inZones({
    "asia-southeast1": "c",
    "europe-west4": "a",
    "us-central1": "ac",
    "us-east4": "c",
    "us-east5": "ab",
  }),
  h100: inZones({
    "asia-east1": "c",
    "asia-northeast1": "b",
    "asia-south1": "c",
    "asia-south2": "b",
    "asia-southeast1": "bc",
    "australia-southeast1": "c",
    "europe-north1": "c",
    "europe-west1": "bc",
    "europe-west3": "c",
    "europe-west4": "bc",
    "europe-west9": "c",
    "us-central1": "abc",
    "us-east4": "abc",
    "us-east5": "a",
    "us-west1": "ab",
    "us-west4": "a",
  }),
} as const;

/** Expands zones: region `us-east5` with the letters `ab` is `us-east5-a` and `us-east5-b`. */
function inZones(letters: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(letters).flatMap(([region, each]) =>
    Array.from(each, (letter) => `${region}-${letter}`),
  );
}
