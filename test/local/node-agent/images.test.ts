import { existsSync } from "node:fs";
import { images } from "../../../components/versions";
import { imageTable, programOf } from "../../../local/node-agent/images";

const table = imageTable({ bbr: "/tools/bbr", epp: "/tools/epp" });

test("the endpoint picker and the body-based router are the tools", () => {
  const bbr = "registry.k8s.io/gateway-api-inference-extension/bbr:v1.5.0";
  expect(programOf(table, images.endpointPicker, [])).toEqual(["/tools/epp"]);
  expect(programOf(table, images.endpointPicker, ["/epp"])).toEqual(["/tools/epp"]);
  expect(programOf(table, bbr, [])).toEqual(["/tools/bbr"]);
});

test.each([
  [images.vllmGpu, []],
  [images.vllmTpu, ["vllm", "serve"]],
  [images.vllmTpu, ["python3", "-m", "vllm.entrypoints.openai.api_server"]],
])("%s with command %j is the model server", (image, command) => {
  const program = programOf(table, image, command);
  if ("reason" in program) throw new Error(program.message);
  expect(program.slice(0, 2)).toEqual([process.execPath, "--require"]);
  expect(program[2]).toMatch(/\/node_modules\/tsx\//);
  expect(existsSync(program[3] ?? "")).toBe(true);
});

test("an image that cannot be run is refused with those that can", () => {
  expect(programOf(table, "nginx:1", [])).toEqual({
    reason: "ErrImagePull",
    message:
      "the laptop cluster cannot run image nginx:1; it runs " +
      "registry.k8s.io/gateway-api-inference-extension/epp:v1.5.0, " +
      `registry.k8s.io/gateway-api-inference-extension/bbr:v1.5.0, ${images.vllmGpu}, ${images.vllmTpu}`,
  });
});

test("a known image in another version is another image", () => {
  expect(programOf(table, "vllm/vllm-tpu:nightly", [])).toMatchObject({ reason: "ErrImagePull" });
});

test("another command is refused with those that are allowed", () => {
  expect(programOf(table, images.endpointPicker, ["sleep", "1"])).toEqual({
    reason: "CreateContainerError",
    message:
      `the laptop cluster cannot run command ["sleep","1"] of image ${images.endpointPicker}; ` +
      'leave it out or use ["/epp"]',
  });
});
