import { existsSync } from "node:fs";
import type { Problem } from "../components/problems/problems";
import type { StackSpec } from "./stack-spec";

/**
 * Whether a laptop cluster has the KEDA that a stack would install: it runs KEDA's own processes, because it cannot run its
 * images, and has them from a start on that found the flag.
 * @param kedaFolder folder that such a cluster has once it runs KEDA; `undefined` on any other cluster.
 */
export function checkLaptopKeda(
  { keda }: Pick<StackSpec, "keda">,
  kedaFolder: string | undefined,
): readonly Problem[] {
  if (keda?.install !== true || kedaFolder === undefined || existsSync(kedaFolder)) return [];
  return [
    {
      code: "KedaMissing",
      path: "scaleToZero",
      rule: "needs KEDA, which a laptop cluster runs from a start on that finds the flag",
      got: "a cluster that was started without",
      fix: "run `npm start` again, with its --stack and --slot",
    },
  ];
}
