import { broken, problemsIn, without } from "../../support/fixture";

const pool = "InferencePool demo/alpha-7b";

describe("the endpoint picker of a pool", () => {
  const ref = `${pool} spec.endpointPickerRef`;

  test("has a Service", () => {
    expect(problemsIn(without("Service demo/alpha-7b-epp"))).toEqual([
      `${ref}: must name a Service and one of its ports, got alpha-7b-epp:9002; create that Service [BrokenReference]`,
    ]);
  });

  test("is asked at a port of that Service", () => {
    const manifests = broken(pool, { spec: { endpointPickerRef: { port: { number: 9003 } } } });

    expect(problemsIn(manifests)).toEqual([
      `${ref}: must name a Service and one of its ports, got alpha-7b-epp:9003; create that Service [BrokenReference]`,
    ]);
  });

  test("serves this very pool", () => {
    const args = ["--pool-name", "other"];
    const containers = [{ name: "epp", args }];
    const manifests = broken("Deployment demo/alpha-7b-epp", {
      spec: { template: { spec: { containers } } },
    });

    expect(problemsIn(manifests)).toEqual([
      `${ref}: must lead to an endpoint picker of this pool, got alpha-7b-epp; ` +
        "run one with --pool-name alpha-7b behind Service alpha-7b-epp [BrokenReference]",
    ]);
  });

  test("runs behind the Service", () => {
    expect(problemsIn(without("Deployment demo/alpha-7b-epp"))).toEqual([
      `${ref}: must lead to an endpoint picker of this pool, got alpha-7b-epp; ` +
        "run one with --pool-name alpha-7b behind Service alpha-7b-epp [BrokenReference]",
    ]);
  });

  test("is not another pool's", () => {
    const manifests = broken("InferencePool demo/beta-2b", {
      spec: { endpointPickerRef: { name: "alpha-7b-epp" } },
    });
    const other = "InferencePool demo/beta-2b spec.endpointPickerRef";

    expect(problemsIn(manifests)).toEqual([
      `${other}: must lead to an endpoint picker of this pool, got alpha-7b-epp; ` +
        "run one with --pool-name beta-2b behind Service alpha-7b-epp [BrokenReference]",
      `${other}: must be the pool's own endpoint picker, got alpha-7b-epp, which serves alpha-7b; ` +
        "run one per pool [BrokenReference]",
    ]);
  });
});

describe("the pods of a pool", () => {
  test("are those of one Deployment", () => {
    const manifests = broken(pool, {
      spec: { selector: { matchLabels: { "switchyard.dev/model": "gone" } } },
    });

    expect(problemsIn(manifests)).toEqual([
      `${pool} spec.selector: must select the pods of one Deployment, got 0 for {"switchyard.dev/model":"gone"}; ` +
        "give the Deployment's pods these labels, and no other's [BrokenReference]",
      'name "acme/Alpha-7B": must be served by one Deployment behind pool alpha-7b, got 0; ' +
        "correct the pool's selector [BrokenRouting]",
      'name "alpha-sql": must be served by one Deployment behind pool alpha-7b, got 0; ' +
        "correct the pool's selector [BrokenRouting]",
    ]);
  });

  test("open the pool's port", () => {
    expect(problemsIn(broken(pool, { spec: { targetPorts: [{ number: 8001 }] } }))).toEqual([
      `${pool} spec.targetPorts: must be a port of the model server's container, got 8001; use 8000 [BrokenReference]`,
      "Deployment demo/alpha-7b spec.template: must have labels by which a NetworkPolicy opens port 8001, " +
        "got a port closed by deny-others, reach-model-servers; " +
        "leave the labels of the pods as they were, or open the port by a NetworkPolicy [BrokenReference]",
      'HealthCheckPolicy demo/alpha-7b: must ask at the pool\'s port with USE_FIXED_PORT, got 8000 "USE_FIXED_PORT"; ' +
        'set port to 8001 and portSpecification to "USE_FIXED_PORT" [BrokenReference]',
    ]);
  });
});
