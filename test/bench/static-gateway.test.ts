import { endpoints, fillIn } from "../../bench/static-gateway";

test("values are filled in and anchors written out", () => {
  const template = "first: &one\n  port: <port>\nsecond:\n  <<: *one\n  name: <name>\n";
  expect(fillIn(template, { port: 80, name: "b" })).toBe(
    "first:\n  port: 80\nsecond:\n  port: 80\n  name: b\n",
  );
});

test("a value that is missing is named", () => {
  expect(() => fillIn("<port>", {})).toThrow("static-gateway.yaml: no value for port");
});

test("addresses become Envoy's endpoints", () => {
  expect(JSON.parse(endpoints(["127.68.0.1"], 9002))).toEqual([
    { endpoint: { address: { socket_address: { address: "127.68.0.1", port_value: 9002 } } } },
  ]);
});
