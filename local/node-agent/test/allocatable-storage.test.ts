import { allocatableStorageGiB } from "../allocatable-storage";

test("a disk of 100 GB has what GKE's example shows, 47,060,071,478 bytes, less rounding", () => {
  expect(allocatableStorageGiB(100)).toBe(Math.floor(47_060_071_478 / 1024 ** 3));
});
