import {
  forwardTargets,
  holdsServingPort,
  loadBalancerTargets,
  servesModels,
} from "../../../src/estate/joins/model-targets";
import { isUnknown } from "../../../src/estate/unknown";
import { type EstateSource, estateOf } from "../../support/estates";

function group(attributes: object, name = "one"): ReturnType<typeof servesModels> {
  const [resource] = estateOf({ resource: { aws_lb_target_group: { [name]: attributes } } }).ofKind(
    "aws_lb_target_group",
  );
  return resource === undefined ? false : servesModels(resource);
}

test.each([
  ["a port that tells", { port: 8501 }],
  ["a port as text", { port: "8001" }],
  ["a name that tells", { name: "team-vllm", port: 80 }],
  ["a prefix that tells", { name_prefix: "llm-", port: 80 }],
  ["a tag that tells", { port: 443, tags: { Name: "Inference" } }],
  ["a name beside a port of both", { name: "models", port: 8080 }],
])("models are served behind %s", (_, attributes) => {
  expect(group(attributes)).toBe(true);
});

test.each([
  ["8080 of a shop", { name: "shop", port: 8080 }],
  ["8000 of a site", { name: "django", port: 8000 }],
  ["a name with model in a word", { name: "remodeling", port: 80 }],
])("models are not served behind %s", (_, attributes) => {
  expect(group(attributes)).toBe(false);
});

test("a port that is not known leaves it open", () => {
  expect(isUnknown(group({ port: "${var.port}" }))).toBe(true);
});

test("the name in the address counts", () => {
  expect(group({ port: 80 }, "triton")).toBe(true);
});

test("ranges hold serving ports at their ends and within", () => {
  expect([holdsServingPort(8501, 8501), holdsServingPort(0, 65_535), holdsServingPort(8502, 9999)]).toEqual([
    true,
    true,
    false,
  ]);
});

const EDGE: EstateSource = {
  resource: {
    aws_lb: { edge: {} },
    aws_lb_target_group: { a: { port: 1 }, b: { port: 2 } },
    aws_lb_listener: {
      l: {
        load_balancer_arn: "${aws_lb.edge.arn}",
        default_action: { type: "forward", target_group_arn: "${aws_lb_target_group.a.arn}" },
      },
    },
    aws_lb_listener_rule: {
      r: {
        listener_arn: "${aws_lb_listener.l.arn}",
        action: { type: "forward", forward: { target_group: [{ arn: "${aws_lb_target_group.b.arn}" }] } },
      },
    },
  },
};

test("a listener forwards by its own actions, a load balancer by all", () => {
  const estate = estateOf(EDGE);
  const addresses = (found: ReturnType<typeof forwardTargets>): string[] => found.found.map(({ address }) => address);
  const [listener, rule, edge] = ["aws_lb_listener", "aws_lb_listener_rule", "aws_lb"].map(
    (kind) => estate.ofKind(kind)[0],
  );
  if (listener === undefined || rule === undefined || edge === undefined) {
    throw new Error("the estate misses a resource");
  }
  expect(addresses(forwardTargets(estate, listener))).toEqual(["aws_lb_target_group.a"]);
  expect(addresses(forwardTargets(estate, rule))).toEqual(["aws_lb_target_group.b"]);
  expect(addresses(loadBalancerTargets(estate, edge))).toEqual(["aws_lb_target_group.a", "aws_lb_target_group.b"]);
  expect(loadBalancerTargets(estate, edge).certain).toBe(true);
});

test("a target group out of the estate leaves it open", () => {
  const estate = estateOf({
    resource: { aws_lb_listener: { l: { default_action: { type: "forward", target_group_arn: "${var.group}" } } } },
  });
  const [listener] = estate.ofKind("aws_lb_listener");
  expect(listener && forwardTargets(estate, listener)).toMatchObject({ found: [], certain: false });
});
