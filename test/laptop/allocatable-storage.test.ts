import { allocatableStorageGiB } from "@switchyard/node-agent/allocatable-storage";
import { allocatableDiskGiB } from "../../components/accelerators/node-disk";

test.each([20, 50, 100, 132, 320, 740, 2000])(
  "the product never counts on more than a node with %i GB offers",
  (sizeGb) => {
    expect(allocatableDiskGiB(sizeGb)).toBeLessThanOrEqual(allocatableStorageGiB(sizeGb));
  },
);
