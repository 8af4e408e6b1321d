import * as product from "../../components/images/contracts";
import { images } from "../../components/versions";
import { endpointPickerPorts } from "../../components/endpoint-picker/endpoint-picker";
import { routerPorts } from "../../components/gateway/body-based-router/body-based-router";
import { modelServerPort } from "../../components/vllm/server-port";
import { findProgram, imageContracts } from "@switchyard/node-agent/image-contracts";

const { registry, repository, tag } = images.bodyBasedRouter;
const router = `${registry}/${repository}:${tag}`;
const deployed = [images.endpointPicker, router, images.envoy, images.vllmGpu, images.vllmTpu];

test("the laptop runs what is deployed, to the tag", () => {
  expect([...imageContracts.keys()].sort()).toEqual([...deployed].sort());
});

test.each(deployed)("%s: what the laptop does is what the checks hold to be true", (image) => {
  const own = imageContracts.get(image);
  const checked = product.contractOf(image);
  if (!own || !checked) throw new Error("an image is in one table alone");
  expect({
    entrypoint: own.entrypoint,
    defaultArguments: own.cmd,
    userId: own.userId,
    workingDirectory: own.workingDirectory,
    argumentsAre: own.programs[own.entrypoint[0] ?? ""]?.kind === "script" ? "a command" : "options",
    programs: findProgram(own, "sh") === undefined ? Object.keys(own.programs) : undefined,
  }).toEqual({
    entrypoint: checked.entrypoint,
    defaultArguments: checked.defaultArguments,
    userId: checked.userId,
    workingDirectory: checked.workingDirectory,
    argumentsAre: checked.argumentsAre,
    programs: checked.programs,
  });
  expect(findProgram(own, checked.command[0])).toBeDefined();
});

test.each([
  [images.endpointPicker, Object.values(endpointPickerPorts)],
  [router, Object.values(routerPorts)],
  [images.vllmGpu, [modelServerPort]],
  [images.vllmTpu, [modelServerPort]],
])("%s: the laptop keeps free the ports that are deployed", (image, ports) => {
  expect(imageContracts.get(image)?.ports).toEqual(ports);
});
