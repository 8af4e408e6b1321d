import { kedaAddresses } from "../../keda/addresses";
import { loopbackAddress, unusedLoopbackAddress } from "@switchyard/contracts/pod-network";

test("KEDA has two addresses of each slot's pod network", () => {
  expect(kedaAddresses(0)).toEqual({ operator: "10.64.253.255", metricsServer: "10.64.254.0" });
  expect(kedaAddresses(9)).toEqual({ operator: "10.73.253.255", metricsServer: "10.73.254.0" });
});

test("no two slots share one, and none is the one that nobody has", () => {
  const slots = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const all = slots.flatMap((slot) => Object.values(kedaAddresses(slot)).map(loopbackAddress));
  expect(new Set([...all, ...slots.map(unusedLoopbackAddress)]).size).toBe(30);
});
