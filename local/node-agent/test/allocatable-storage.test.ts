import { allocatableDiskGiB } from "../../../components/accelerators/node-disk";
import { allocatableStorageGiB } from "../allocatable-storage";

test("a disk of 100 GB has what GKE's example shows, 47,060,071,478 bytes, less rounding", () => {
  expect(allocatableStorageGiB(100)).toBe(Math.floor(47_060_071_478 / 1024 ** 3));
});

test.each([20, 50, 100, 132, 320, 740, 2000])(
  "the product never counts on more than a node with %i GB offers",
  (sizeGb) => {
    expect(allocatableDiskGiB(sizeGb)).toBeLessThanOrEqual(allocatableStorageGiB(sizeGb));
  },
);
