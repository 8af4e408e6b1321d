import { acceleratedMachineTypes, machineType } from "../catalogue/machine-types";

const machine = (name: string) => {
  const found = machineType(name);
  if (found === undefined) throw new Error(`there is no ${name}`);
  return found;
};

test.each([
  ["a3-highgpu-1g", 2],
  ["a3-highgpu-2g", 4],
  ["a3-highgpu-4g", 8],
  ["a3-highgpu-8g", 16],
  ["a2-ultragpu-1g", 1],
  ["a2-ultragpu-2g", 2],
  ["a2-ultragpu-4g", 4],
  ["a2-ultragpu-8g", 8],
  ["a2-highgpu-8g", 0],
  ["g2-standard-96", 0],
  ["n1-standard-8", 0],
  ["ct6e-standard-8t", 0],
  ["e2-standard-4", 0],
])("%s comes with %d Local SSDs", (name, count) => {
  expect(machine(name).automaticLocalSsds).toBe(count);
});

test("A3 High is sold on demand only as a whole machine", () => {
  const notOnDemand = acceleratedMachineTypes.filter((name) => !machine(name).onDemand);

  expect(notOnDemand).toEqual(["a3-highgpu-1g", "a3-highgpu-2g", "a3-highgpu-4g"]);
});

test.each([
  ["n1-standard-1", [1, 2, 4]],
  ["n1-standard-64", [4]],
  ["n1-standard-96", [4]],
])("%s takes %j T4s", (name, counts) => {
  expect(machine(name).gpus.map(({ count }) => count)).toEqual(counts);
  expect(machine(name).plain).toBe(true);
});

test("G2 has as many L4s as its vCPUs come with", () => {
  const gpus = [4, 8, 12, 16, 24, 32, 48, 96].map((cpu) => machine(`g2-standard-${cpu}`).gpus);

  expect(gpus.map(([set]) => set?.count)).toEqual([1, 1, 1, 1, 2, 1, 4, 8]);
});

test.each([["e2-standard-3"], ["constructor"], ["a3-megagpu-8g"], [""]])("there is no %j", (name) => {
  expect(machineType(name)).toBeUndefined();
});

test("every accelerated machine has its zones, and none but T4's comes without accelerators", () => {
  for (const name of acceleratedMachineTypes) {
    const { zones, gpus, tpu, plain, series } = machine(name);
    expect([name, zones?.length]).not.toEqual([name, 0]);
    expect(gpus.length > 0 || tpu !== undefined).toBe(true);
    expect(plain).toBe(series === "n1");
  }
});
