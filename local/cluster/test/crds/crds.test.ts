import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { parseAllDocuments } from "yaml";
import { z } from "zod";

const dir = path.join(__dirname, "../../crds");

/** The part of a schema that the tests walk through. */
interface Schema {
  readonly type?: string | undefined;
  readonly properties?: Readonly<Record<string, Schema>> | undefined;
  readonly items?: Schema | undefined;
  readonly additionalProperties?: Schema | undefined;
  readonly required?: readonly string[] | undefined;
  readonly enum?: readonly string[] | undefined;
  readonly pattern?: string | undefined;
  readonly minimum?: number | undefined;
  readonly maximum?: number | undefined;
  readonly minItems?: number | undefined;
  readonly maxItems?: number | undefined;
  readonly "x-kubernetes-validations"?: readonly { rule: string; message: string }[] | undefined;
}

const schemaSchema: z.ZodType<Schema> = z.lazy(() =>
  z.looseObject({
    type: z.string().optional(),
    properties: z.record(z.string(), schemaSchema).optional(),
    items: schemaSchema.optional(),
    additionalProperties: schemaSchema.optional(),
    required: z.array(z.string()).optional(),
    enum: z.array(z.string()).optional(),
    pattern: z.string().optional(),
    minimum: z.number().optional(),
    maximum: z.number().optional(),
    minItems: z.number().optional(),
    maxItems: z.number().optional(),
    "x-kubernetes-validations": z.array(z.object({ rule: z.string(), message: z.string() })).optional(),
  }),
);

const definitionSchema = z.object({
  apiVersion: z.literal("apiextensions.k8s.io/v1"),
  kind: z.literal("CustomResourceDefinition"),
  metadata: z.object({ name: z.string() }),
  spec: z.object({
    group: z.literal("networking.gke.io"),
    scope: z.literal("Namespaced"),
    names: z.object({ kind: z.string(), listKind: z.string(), plural: z.string(), singular: z.string() }),
    versions: z.tuple([
      z.object({
        name: z.literal("v1"),
        served: z.literal(true),
        storage: z.literal(true),
        subresources: z.object({ status: z.object({}) }),
        schema: z.object({ openAPIV3Schema: schemaSchema }),
      }),
    ]),
  }),
});

function definition(file: string) {
  const [document, ...others] = parseAllDocuments(readFileSync(path.join(dir, file), "utf8"), {
    strict: true,
  });
  expect(others).toEqual([]);
  expect(document?.errors).toEqual([]);
  return definitionSchema.parse(document?.toJS());
}

function rootSchema(file: string): Schema {
  return definition(file).spec.versions[0].schema.openAPIV3Schema;
}

/** The schema at a path of property names, where `[]` goes into the items of a list. */
function schemaAt(file: string, ...steps: readonly string[]): Schema {
  return steps.reduce<Schema>((schema, step) => {
    const next = step === "[]" ? schema.items : schema.properties?.[step];
    if (next === undefined) throw new Error(`${file}: no ${step} in ${steps.join(".")}`);
    return next;
  }, rootSchema(file));
}

function everySchema(schema: Schema, where: string): readonly (readonly [string, Schema])[] {
  const inner = Object.entries(schema.properties ?? {}).flatMap(([name, each]) =>
    everySchema(each, `${where}.${name}`),
  );
  const items = schema.items === undefined ? [] : everySchema(schema.items, `${where}[]`);
  return [[where, schema], ...inner, ...items];
}

const files = readdirSync(dir);

test("are those of the kinds that Switchyard uses", () => {
  expect(files).toEqual(["gcpbackendpolicies.yaml", "gcproutingextensions.yaml", "healthcheckpolicies.yaml"]);
});

describe.each(files)("%s", (file) => {
  test("is named after its plural and group, like its file", () => {
    const { metadata, spec } = definition(file);
    expect(metadata.name).toBe(`${spec.names.plural}.networking.gke.io`);
    expect(file).toBe(`${spec.names.plural}.yaml`);
    expect(spec.names).toMatchObject({
      listKind: `${spec.names.kind}List`,
      singular: spec.names.kind.toLowerCase(),
    });
  });

  test("is structural: every part has a type, lists have items, required fields exist", () => {
    for (const [where, schema] of everySchema(rootSchema(file), file)) {
      expect([where, schema.type]).toEqual([where, expect.any(String)]);
      if (schema.type === "array") expect([where, schema.items]).toEqual([where, expect.anything()]);
      expect([where, Object.keys(schema.properties ?? {})]).toEqual([
        where,
        expect.arrayContaining([...(schema.required ?? [])]),
      ]);
      expect(() => new RegExp(schema.pattern ?? "")).not.toThrow();
    }
  });

  test("demands a spec", () => {
    expect(rootSchema(file).required).toEqual(["spec"]);
  });
});

describe("GCPRoutingExtension", () => {
  const file = "gcproutingextensions.yaml";
  const chain = ["spec", "extensionChains", "[]"];
  const extension = [...chain, "extensions", "[]"];

  test.each([
    ["targets", ["spec", "targetRefs"], 1, 10],
    ["chains", ["spec", "extensionChains"], 1, 5],
    ["extensions in a chain", [...chain, "extensions"], 1, 3],
    ["forwarded headers", [...extension, "forwardHeaders"], undefined, 50],
  ])("limits the number of %s", (_, steps, minItems, maxItems) => {
    expect(schemaAt(file, ...steps)).toMatchObject({
      ...(minItems === undefined ? {} : { minItems }),
      maxItems,
    });
  });

  test("has no namespace in its references: all is in the namespace of the Gateway", () => {
    expect(Object.keys(schemaAt(file, "spec", "targetRefs", "[]").properties ?? {})).toEqual([
      "group",
      "kind",
      "name",
    ]);
    expect(schemaAt(file, ...extension, "backendRef")).toMatchObject({
      required: ["group", "kind", "name", "port"],
    });
    expect(schemaAt(file, ...extension, "backendRef").properties).not.toHaveProperty("namespace");
  });

  test.each([
    ["chain1", true],
    ["a", true],
    ["a".repeat(63), true],
    ["a".repeat(64), false],
    ["1chain", false],
    ["Chain", false],
    ["chain-", false],
    ["", false],
  ])("takes %j as a name: %s", (name, taken) => {
    for (const steps of [chain, extension])
      expect(new RegExp(schemaAt(file, ...steps, "name").pattern ?? "").test(name)).toBe(taken);
  });

  test.each([
    ["myext.com", true],
    ["[::1]:80", true],
    ["a b", false],
  ])("takes %j as an authority: %s", (authority, taken) => {
    expect(new RegExp(schemaAt(file, ...extension, "authority").pattern ?? "").test(authority)).toBe(taken);
  });

  test("checks fields against each other", () => {
    const messages = schemaAt(file, ...extension)["x-kubernetes-validations"]?.map(({ message }) => message);
    expect(messages).toEqual([
      "timeout must be between 10-10000 milliseconds",
      "authority must be set if backendRef is set",
      "Exactly one of backendRef or googleAPIServiceName should be set",
      "authority must be not set if googleAPIServiceName is set",
      "requestBodySendMode can be configured only for extensions using backendRef",
      "requestBodySendMode needs the event RequestBody in supportedEvents",
      "requestBodySendMode FullDuplexStreamed needs the event RequestTrailers in supportedEvents",
    ]);
  });
});

describe("HealthCheckPolicy", () => {
  const file = "healthcheckpolicies.yaml";

  test.each([
    ["checkIntervalSec", 1, 300],
    ["timeoutSec", 1, 300],
    ["healthyThreshold", 1, 10],
    ["unhealthyThreshold", 1, 10],
  ])("keeps %s between %d and %d", (field, minimum, maximum) => {
    expect(schemaAt(file, "spec", "default", field)).toMatchObject({ type: "integer", minimum, maximum });
  });

  test("has the types of GKE, each with its block", () => {
    const config = schemaAt(file, "spec", "default", "config");
    expect(config.properties?.["type"]?.enum).toEqual(["TCP", "HTTP", "HTTPS", "HTTP2", "GRPC"]);
    expect(Object.keys(config.properties ?? {})).toEqual([
      ...[
        "type",
        "tcpHealthCheck",
        "httpHealthCheck",
        "httpsHealthCheck",
        "http2HealthCheck",
        "grpcHealthCheck",
      ],
    ]);
    expect(config["x-kubernetes-validations"]?.map(({ message }) => message)).toEqual([
      "tcpHealthCheck must be specified for type TCP",
      "httpHealthCheck must be specified for type HTTP",
      "httpsHealthCheck must be specified for type HTTPS",
      "http2HealthCheck must be specified for type HTTP2",
      "grpcHealthCheck must be specified for type GRPC",
    ]);
  });

  test.each(["tcpHealthCheck", "httpHealthCheck", "httpsHealthCheck", "http2HealthCheck", "grpcHealthCheck"])(
    "allows a port in %s only with portSpecification USE_FIXED_PORT",
    (block) => {
      const schema = schemaAt(file, "spec", "default", "config", block);
      expect(schema.properties?.["portSpecification"]?.enum).toEqual([
        "USE_FIXED_PORT",
        "USE_NAMED_PORT",
        "USE_SERVING_PORT",
      ]);
      expect(schema["x-kubernetes-validations"]?.map(({ message }) => message)).toEqual([
        "for portSpecification being USE_FIXED_PORT, port must be set and portName must be unset",
        "for portSpecification being USE_NAMED_PORT, port must be unset and portName must be set",
        "port and portName must be unset for portSpecification being USE_SERVING_PORT (which is the default)",
      ]);
    },
  );

  test("compares the interval with the timeout, and each alone with the other's default", () => {
    const rules = schemaAt(file, "spec", "default")["x-kubernetes-validations"];
    expect(rules?.map(({ message }) => message)).toEqual([
      "timeOutSec cannot exceed checkIntervalSec",
      "when checkIntervalSec is unspecified, timeOutSec cannot exceed 5, which is the default value of checkIntervalSec",
      "when timeoutSec is unspecified, checkIntervalSec must be at least 5, which is the default value of timeoutSec",
    ]);
  });
});

describe("GCPBackendPolicy", () => {
  const file = "gcpbackendpolicies.yaml";

  test.each([
    [["timeoutSec"], 1, 2_147_483_647],
    [["connectionDraining", "drainingTimeoutSec"], 0, 3600],
    [["logging", "sampleRate"], 0, 1_000_000],
    [["maxRatePerEndpoint"], 1, 1_000_000_000],
  ])("keeps %j between %d and %d", (steps, minimum, maximum) => {
    expect(schemaAt(file, "spec", "default", ...steps)).toMatchObject({ type: "integer", minimum, maximum });
  });
});
