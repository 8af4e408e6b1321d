/**
 * Zones in which Google lists each kind of machine. General-purpose machines are assumed to be available everywhere.
 *
 * Sources: GPUs from skypilot-org/skypilot-catalog, catalogs/v8/gcp/vms.csv at 8427bbf (machine types by zone as the Compute
 * Engine API lists them; read 2026-11-27 for this file, not copied from the product's table, which has another snapshot).
 * TPU v6e from Google's page "TPU regions and zones" (docs.cloud.google.com/tpu/docs/regions-zones, read 2026-11-27), with
 * southamerica-west1-a, where the same catalogue has an on-demand price and tpu-inference's own CI runs.
 */
export const zones = {
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
    "us-east1": "cd",
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
    "northamerica-northeast1": "b",
    "northamerica-northeast2": "ab",
    "us-central1": "abc",
    "us-east1": "bcd",
    "us-east4": "ac",
    "us-west1": "abc",
    "us-west4": "ac",
  }),
  a2High: inZones({
    "asia-northeast1": "ac",
    "asia-northeast3": "ab",
    "asia-southeast1": "bc",
    "europe-west4": "ab",
    "me-west1": "ac",
    "us-central1": "abcf",
    "us-east1": "b",
    "us-west1": "b",
    "us-west3": "b",
    "us-west4": "b",
  }),
  a2Ultra: inZones({
    "asia-southeast1": "c",
    "europe-west4": "a",
    "us-central1": "ac",
    "us-east4": "c",
    "us-east5": "ab",
  }),
  /** All eight GPUs of a host. */
  a3High8: inZones(a3High("")),
  /** Part of a host: also where no whole one is offered. */
  a3HighPart: inZones(a3High("c")),
  v6e: inZones({
    "asia-northeast1": "b",
    "europe-west4": "a",
    "southamerica-west1": "a",
    "us-central1": "b",
    "us-east1": "d",
    "us-east5": "ab",
  }),
} as const;

/** @param europeWest8 letters of the one region that the shapes of A3 High do not share. */
function a3High(europeWest8: string): Readonly<Record<string, string>> {
  return {
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
    "europe-west8": europeWest8,
    "europe-west9": "c",
    "us-central1": "abc",
    "us-east4": "abc",
    "us-east5": "a",
    "us-west1": "ab",
    "us-west4": "a",
  };
}

/** `us-east5` with the letters `ab` is `us-east5-a` and `us-east5-b`. */
function inZones(letters: Readonly<Record<string, string>>): readonly string[] {
  return Object.entries(letters).flatMap(([region, each]) =>
    Array.from(each, (letter) => `${region}-${letter}`),
  );
}
