import path from "node:path";
import { images } from "../../components/versions";

/** The programs that stand for images on a laptop. */
export interface ImageTools {
  readonly bbr: string;
  readonly epp: string;
}

/** How a known image is run. */
export interface ImageProgram {
  /** Program and first arguments; the container's own arguments follow. */
  readonly program: readonly [string, ...string[]];
  /** What `command` may say: the image's own entry point, and other ways to start the same thing. */
  readonly entryPoints: readonly (readonly string[])[];
}

const vllmEntryPoints = [
  ["vllm", "serve"],
  ["python3", "-m", "vllm.entrypoints.openai.api_server"],
];

/** The images that can be run on a laptop, by their exact name. */
export function imageTable(tools: ImageTools): ReadonlyMap<string, ImageProgram> {
  const { registry, repository, tag } = images.bodyBasedRouter;
  const modelServer: ImageProgram = { program: modelServerProgram(), entryPoints: vllmEntryPoints };
  return new Map<string, ImageProgram>([
    [images.endpointPicker, { program: [tools.epp], entryPoints: [["/epp"]] }],
    [`${registry}/${repository}:${tag}`, { program: [tools.bbr], entryPoints: [["/bbr"]] }],
    [images.vllmGpu, modelServer],
    [images.vllmTpu, modelServer],
  ]);
}

/** Why a container cannot be created, as a waiting reason and its message. */
export interface ImageProblem {
  readonly reason: "ErrImagePull" | "CreateContainerError";
  readonly message: string;
}

/** The program of a container, or why there is none. */
export function programOf(
  table: ReadonlyMap<string, ImageProgram>,
  image: string,
  command: readonly string[],
): ImageProgram["program"] | ImageProblem {
  const known = table.get(image);
  if (!known)
    return {
      reason: "ErrImagePull",
      message: `the laptop cluster cannot run image ${image}; it runs ${[...table.keys()].join(", ")}`,
    };
  const fits = known.entryPoints.some((entryPoint) => entryPoint.join("\0") === command.join("\0"));
  if (command.length === 0 || fits) return known.program;
  const allowed = known.entryPoints.map((entryPoint) => JSON.stringify(entryPoint)).join(" or ");
  return {
    reason: "CreateContainerError",
    message: `the laptop cluster cannot run command ${JSON.stringify(command)} of image ${image}; leave it out or use ${allowed}`,
  };
}

/**
 * tsx is named by its file, because the process runs in a folder from which packages are not found. Its hook for
 * CommonJS is enough, and without the one for ES modules each server takes 20 MiB less.
 */
function modelServerProgram(): [string, ...string[]] {
  const main = path.join(__dirname, "..", "model-server", "main.ts");
  return [process.execPath, "--require", require.resolve("tsx/cjs"), main];
}
