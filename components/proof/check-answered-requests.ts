import { cataloguePath } from "../gateway/static-answers/envoy-answers";
import type { Problem } from "../problems/problems";
import { quote } from "../problems/problems";
import { brokenRouting } from "./broken-routing";
import type { HeaderRule, HeaderRules } from "./header-rules";
import { goesFirst, matchesPath } from "./route-matches";
import type { PathMatch } from "./route-matches";

/** A name, the value of its routing header, and the paths at which it must arrive. */
interface RoutedPaths {
  readonly name: string;
  readonly headerValue: string;
  readonly paths: readonly string[];
}

/**
 * Whether the static answers get what is theirs and nothing else: the catalogue whatever the routing header says, every request
 * that no model's route takes, and no request of a model.
 * @param services those whose pods give static answers; without any, nothing is checked.
 */
export function checkAnsweredRequests(
  services: readonly string[],
  { valued, answers }: HeaderRules,
  routed: readonly RoutedPaths[],
): readonly Problem[] {
  if (services.length === 0) return [];
  const open = answers.flatMap(({ paths }) => paths);
  return [
    ...(open.some(isCatchAll) ? [] : [withoutCatchAll(services)]),
    ...[...valued].flatMap(([value, rules]) => rules.flatMap((rule) => checkCatalogue(value, rule, open))),
    ...routed.flatMap((name) => checkName(name, valued.get(name.headerValue) ?? [], open)),
  ];
}

function isCatchAll({ type, value }: PathMatch): boolean {
  return type === "PathPrefix" && value === "/";
}

function withoutCatchAll(services: readonly string[]): Problem {
  return brokenRouting(
    `Service ${services.join(", ")}`,
    "must answer every request that no model's route takes",
    "no route with the prefix / to it",
    "add an HTTPRoute that matches PathPrefix / without headers",
  );
}

/** A forged header must not lead the list of models to one of them. */
function checkCatalogue(
  value: string,
  { route, paths }: HeaderRule,
  open: readonly PathMatch[],
): readonly Problem[] {
  return paths
    .filter((path) => matchesPath(path, cataloguePath))
    .filter((path) => !open.some((answer) => matchesPath(answer, cataloguePath) && isBefore(answer, path)))
    .map((path) =>
      brokenRouting(
        `HTTPRoute ${route}`,
        `must leave ${cataloguePath} to the list of models, whatever the routing header is`,
        `${path.type} ${path.value} for ${quote(value)}`,
        "match only the paths of the model's task",
      ),
    );
}

/** Of two equal paths the one with more headers goes first: a model's route has one, the answers' has none. */
function isBefore(answer: PathMatch, ofModel: PathMatch): boolean {
  return goesFirst({ ...answer, headers: 0 }, { ...ofModel, headers: 1 });
}

function checkName(
  { name, paths }: RoutedPaths,
  rules: readonly HeaderRule[],
  open: readonly PathMatch[],
): readonly Problem[] {
  const own = rules.flatMap((rule) => rule.paths);
  const lost = paths.filter((path) => {
    const [answers, models] = [open, own].map((all) => all.filter((match) => matchesPath(match, path)));
    return (answers ?? []).some((answer) => (models ?? []).every((model) => isBefore(answer, model)));
  });
  if (lost.length === 0) return [];
  return [
    brokenRouting(
      `name ${quote(name)}`,
      "must go before the static answers at every path of its task",
      `these first at ${lost.join(", ")}`,
      "match its paths exactly, and only prefixes for the static answers",
    ),
  ];
}
