import { formatProblem } from "../../../components/problems/problems";
import { checkInferenceGateway } from "../../../components/gateway/check-inference-gateway";
import { resolveInferenceGateway } from "../../../components/gateway/gateway-props";
import type { InferenceGatewayProps } from "../../../components/gateway/gateway-props";

const problemsOf = (props: InferenceGatewayProps) =>
  checkInferenceGateway(resolveInferenceGateway(props), "gateway").map(formatProblem);

test("the port of HTTPS is refused while nobody says that plain HTTP is meant", () => {
  expect(problemsOf({ port: 443, exposure: "public" })).toEqual([
    "gateway.port: must not be the port of HTTPS while the gateway has no certificate and speaks plain HTTP, got 443; use port " +
      "80, or set gateway.protocol to http if clients speak plain HTTP on 443 [PlainHttp]",
  ]);
});

test.each(["default", "kube-system", "kube-public"])(
  "the cluster's own namespace %s is refused",
  (namespace) => {
    expect(problemsOf({ namespace })).toEqual([
      "namespace: must be a namespace of the stack alone: its network policies cut off all other pods, and it is deleted with " +
        `the stack, got "${namespace}"; use a name such as llm-d, or leave it out [InvalidValue]`,
    ]);
  },
);

test.each<InferenceGatewayProps>([
  {},
  { port: 8443 },
  { namespace: "default-models" },
  { namespace: "kube" },
  { port: 80, protocol: "http" },
  { port: 443, protocol: "http" },
])("%j is taken", (props) => {
  expect(problemsOf(props)).toEqual([]);
});
