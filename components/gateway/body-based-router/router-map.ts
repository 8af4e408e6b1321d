import { describeManifest } from "../../plan/manifest";
import { parseDocument } from "yaml";
import { z } from "zod";
import type { Problem } from "../../problems/problems";
import { quote } from "../../problems/problems";
import { brokenRouting } from "../../proof/broken-routing";
import type { ManifestSet } from "../../proof/views";
import type { KnownName, KnownNames } from "../provider";
import { routerMapMarker } from "./body-based-router";

/** Adapters are a YAML list inside a string; an empty one means none. */
const adapterList = z.array(z.string()).nullable();

/** Whether BBR treats a ConfigMap as part of its map. */
export function isRouterMap({ metadata }: ManifestSet["configMaps"][number]): boolean {
  return metadata.labels[routerMapMarker.label] === routerMapMarker.value;
}

/** Reads the map as BBR does: a ConfigMap counts if its label is exactly "true", and an unreadable one is ignored whole. */
export function readRouterMap(set: ManifestSet): KnownNames {
  const read = set.configMaps
    .filter(isRouterMap)
    .map((configMap) => readConfigMap(describeManifest(configMap), configMap.data));
  const names = read.flatMap((one) => one.names);
  return { names, problems: [...read.flatMap((one) => one.problems), ...checkUnique(names)] };
}

function readConfigMap(path: string, data: Readonly<Record<string, string>>): KnownNames {
  const baseModel = data["baseModel"]?.trim() ?? "";
  if (baseModel === "")
    return {
      names: [],
      problems: [brokenRouting(path, "must have a baseModel", "nothing", "set data.baseModel")],
    };
  const adapters = adapterList.safeParse(parseYaml(data["adapters"] ?? "[]"));
  if (!adapters.success) {
    const problem = brokenRouting(
      path,
      "must hold its adapters as a YAML list",
      quote(data["adapters"]),
      "write one `- name` a line",
    );
    return { names: [], problems: [problem] };
  }
  const mapped = { baseModel, headerValue: baseModel };
  const names: KnownName[] = [
    { name: baseModel, kind: "model", ...mapped },
    ...(adapters.data ?? []).map((name) => ({ name: name.trim(), kind: "other" as const, ...mapped })),
  ];
  return { names, problems: [] };
}

/** `undefined` for a text that is not YAML. */
function parseYaml(text: string): unknown {
  const document = parseDocument(text);
  return document.errors.length === 0 ? document.toJS() : undefined;
}

function checkUnique(names: readonly KnownName[]): readonly Problem[] {
  return names.flatMap(({ name, baseModel }, index) => {
    const twin = names.slice(0, index).find((other) => other.name === name);
    if (!twin) return [];
    return [
      brokenRouting(
        `name ${quote(name)}`,
        "must be mapped once",
        `${twin.baseModel} and ${baseModel}`,
        "rename one of them",
      ),
    ];
  });
}
