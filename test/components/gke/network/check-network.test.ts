import fc from "fast-check";
import { checkNetwork } from "../../../../components/gke/network/check-network";
import { resolveNetwork } from "../../../../components/gke/network/network";
import type { NewNetworkSpec } from "../../../../components/gke/network/network";
import { formatProblem } from "../../../../components/problems/problems";

const context = { name: "demo", region: "europe-west4", proxySubnet: "10.129.0.0/23" };

type Ranges = Partial<Pick<NewNetworkSpec, "nodes" | "pods" | "services" | "proxySubnet">>;

/** The network as a specification from anywhere has it: nobody has looked at the form of its ranges. */
function newNetwork(ranges: Ranges): NewNetworkSpec {
  const spec = resolveNetwork({}, context);
  if (spec.kind !== "new") throw new Error("the network exists already");
  return { ...spec, ...ranges };
}

function problems(ranges: Ranges, nodes = 20, services = 3) {
  const spec = newNetwork(ranges);
  return checkNetwork(spec, { nodes, services }).map(formatProblem);
}

test("the defaults are right, up to a thousand nodes", () => {
  expect(problems({})).toEqual([]);
  expect(problems({}, 1024, 1000)).toEqual([]);
});

describe("resolveNetwork", () => {
  test("fills in ranges, and keeps those that are said", () => {
    expect(resolveNetwork({ pods: "10.64.0.0/14" }, context)).toEqual({
      kind: "new",
      name: "demo",
      region: "europe-west4",
      nodes: "10.0.0.0/20",
      pods: "10.64.0.0/14",
      services: "10.8.0.0/20",
      proxySubnet: "10.129.0.0/23",
    });
  });

  test("takes a network that exists as it is", () => {
    const existing = { network: "corp", subnetwork: "corp-eu", podsRange: "p", servicesRange: "s" };

    expect(resolveNetwork({ existing }, context)).toEqual({ kind: "existing", ...existing });
  });
});

describe("each range", () => {
  test.each([
    [
      { nodes: "10.0.0/20" },
      'network.nodes: must be a range of IPv4 addresses, got "10.0.0/20"; write it as 10.0.0.0/20 [InvalidValue]',
    ],
    [
      { nodes: "10.0.1.0/20" },
      'network.nodes: must begin with the first address of the range, got "10.0.1.0/20"; use 10.0.0.0/20 [InvalidValue]',
    ],
    [
      { pods: "8.0.0.0/14" },
      'network.pods: must be a range of private addresses, got "8.0.0.0/14"; use a part of 10.0.0.0/8, ' +
        "172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 240.0.0.0/4 [InvalidValue]",
    ],
    [
      { services: "172.0.0.0/16" },
      'network.services: must be a range of private addresses, got "172.0.0.0/16"; use a part of 10.0.0.0/8, ' +
        "172.16.0.0/12, 192.168.0.0/16, 100.64.0.0/10, 240.0.0.0/4 [InvalidValue]",
    ],
    [
      { proxySubnet: "10.129.0.0/27" },
      'gateway.proxySubnet: must be /26 or larger to hold the gateway\'s proxies, got "10.129.0.0/27", which has ' +
        "32 addresses; use a larger range, which has a smaller number after the slash [OutOfRange]",
    ],
    [
      { services: "10.192.0.0/15" },
      'network.services: must be /16 or smaller, got "10.192.0.0/15", which has 131072 addresses; use a smaller ' +
        "range [OutOfRange]",
    ],
  ])("of %j is refused", (props, expected) => {
    expect(problems(props)).toEqual([expected]);
  });

  test.each([
    ["nodes", "100.64.0.0/24"],
    ["nodes", "172.31.0.0/24"],
    ["pods", "240.0.0.0/12"],
    ["services", "192.168.0.0/24"],
  ])("%s may be %s", (key, text) => {
    expect(problems({ [key]: text })).toEqual([]);
  });
});

describe("sizes", () => {
  // A subnet keeps 4 addresses, the gateway and the control plane have one each.
  test.each([
    ["10.0.0.0/27", 26, true],
    ["10.0.0.0/27", 27, false],
    ["10.0.0.0/24", 250, true],
    ["10.0.0.0/24", 251, false],
  ])("nodes in %s hold %d nodes: %s", (nodes, count, holds) => {
    expect(problems({ nodes }, count)).toHaveLength(holds ? 0 : 1);
  });

  test.each([
    ["10.64.0.0/24", 1, true],
    ["10.64.0.0/24", 2, false],
    ["10.64.0.0/19", 32, true],
    ["10.64.0.0/19", 33, false],
  ])("pods in %s hold those of %d nodes: %s", (pods, count, holds) => {
    expect(problems({ pods }, count)).toHaveLength(holds ? 0 : 1);
  });

  test.each([
    ["10.8.0.0/27", 16, true],
    ["10.8.0.0/27", 17, false],
    ["10.8.0.0/28", 0, true],
    ["10.8.0.0/29", 0, false],
  ])("Services in %s hold %d of the stack's: %s", (services, count, holds) => {
    expect(problems({ services }, 4, count)).toHaveLength(holds ? 0 : 1);
  });

  test("too small a range says what it has to hold", () => {
    expect(problems({ pods: "10.64.0.0/20", nodes: "10.0.0.0/28", services: "10.8.0.0/28" })).toEqual([
      'network.nodes: must be /27 or larger to hold 20 nodes, got "10.0.0.0/28", which has 16 addresses; use a larger ' +
        "range, which has a smaller number after the slash [OutOfRange]",
      'network.pods: must be /19 or larger to hold 256 addresses on each of 20 nodes, got "10.64.0.0/20", which has ' +
        "4096 addresses; use a larger range, which has a smaller number after the slash [OutOfRange]",
      'network.services: must be /27 or larger to hold 19 Services, got "10.8.0.0/28", which has 16 addresses; use a ' +
        "larger range, which has a smaller number after the slash [OutOfRange]",
    ]);
  });

  test("any range for pods holds exactly as many nodes as it has blocks of 256", () => {
    fc.assert(
      fc.property(fc.integer({ min: 10, max: 24 }), (prefixLength) => {
        const props = { pods: `100.64.0.0/${prefixLength}`, nodes: "10.0.0.0/10", services: "10.96.0.0/20" };
        const nodes = 2 ** (24 - prefixLength);
        expect(problems(props, nodes)).toEqual([]);
        expect(problems(props, nodes + 1)).toHaveLength(1);
      }),
    );
  });
});

describe("overlaps", () => {
  test("a range over the proxy-only subnet is refused", () => {
    expect(problems({ pods: "10.128.0.0/14" })).toEqual([
      'gateway.proxySubnet: must not overlap network.pods, 10.128.0.0/14, got "10.129.0.0/23"; move one of the two ' +
        "[RangeOverlap]",
    ]);
  });

  test("every pair is told once", () => {
    const all = {
      nodes: "10.0.0.0/16",
      pods: "10.0.0.0/16",
      services: "10.0.0.0/16",
      proxySubnet: "10.0.0.0/16",
    };

    expect(problems(all).map((line) => line.replace(/, got.*/, ""))).toEqual([
      "network.pods: must not overlap network.nodes, 10.0.0.0/16",
      "network.services: must not overlap network.nodes, 10.0.0.0/16",
      "network.services: must not overlap network.pods, 10.0.0.0/16",
      "gateway.proxySubnet: must not overlap network.nodes, 10.0.0.0/16",
      "gateway.proxySubnet: must not overlap network.pods, 10.0.0.0/16",
      "gateway.proxySubnet: must not overlap network.services, 10.0.0.0/16",
    ]);
  });

  test("four ranges that share nothing pass, wherever they are", () => {
    const quarters = fc.shuffledSubarray([0, 1, 2, 3], { minLength: 4 });
    fc.assert(
      fc.property(quarters, fc.nat({ max: 255 }), (order, second) => {
        const [nodes = "", pods = "", services = "", proxySubnet = ""] = order.map(
          (quarter) => `10.${second}.${quarter * 64}.0/18`,
        );
        expect(problems({ nodes, pods, services, proxySubnet })).toEqual([]);
      }),
    );
  });
});
