import { keyOf } from "../../../src/estate/joins/keys";
import { listenerTargets } from "../../../src/estate/joins/listeners";
import { target } from "../../../src/estate/joins/references";
import { tierEdges, tierOf } from "../../../src/estate/joins/tiers";
import { Unknown } from "../../../src/estate/unknown";
import { estate, made, ref } from "./made";

test("a reference leads to its resource, also in another root", () => {
  const there = made("aws_vpc.v", { id: "vpc-1" }, { root: "network" });
  const here = made("aws_subnet.s", {
    vpc_id: ref("aws_vpc.v", "id", true, "network"),
    other: new Unknown(),
    name: "vpc-1",
    none: null,
  });
  const graph = estate(there, here);
  expect(target(graph, here, "vpc_id")).toBe(there);
  expect(target(graph, here, "name", "aws_vpc")).toBe(there);
  expect(target(graph, here, "other")).toBeInstanceOf(Unknown);
  expect(target(graph, here, "none")).toBeUndefined();
});

test("the key behind a setting is found through its alias", () => {
  const key = made("aws_kms_key.k", { key_id: "1234", arn: "arn:aws:kms:eu-west-1:1:key/1234" });
  const alias = made("aws_kms_alias.a", { name: "alias/models", target_key_id: ref("aws_kms_key.k", "key_id") });
  const user = made("aws_s3_bucket.b", {});
  const graph = estate(key, alias, user);
  const unknown = new Unknown();
  const asked = [
    ref("aws_kms_key.k", "arn"),
    ref("aws_kms_alias.a", "arn"),
    "alias/models",
    "1234",
    "alias/aws/s3",
    "arn:aws:kms:eu-west-1:2:key/9",
    unknown,
    null,
  ];
  expect(asked.map((value) => keyOf(graph, user, value))).toEqual([
    key,
    key,
    key,
    key,
    "aws-managed",
    "external",
    unknown,
    undefined,
  ]);
});

test("a listener leads to its load balancer, its target groups and what they serve", () => {
  const lb = made("aws_lb.l", {});
  const group = made("aws_lb_target_group.t", {});
  const listener = made("aws_lb_listener.l", {
    load_balancer_arn: ref("aws_lb.l", "arn"),
    default_action: [{ forward: [{ target_group: [{ arn: ref("aws_lb_target_group.t", "arn") }] }] }],
  });
  const instance = made("aws_instance.i", {});
  const attachment = made("aws_lb_target_group_attachment.a", {
    target_group_arn: ref("aws_lb_target_group.t", "arn"),
    target_id: ref("aws_instance.i"),
  });
  expect(listenerTargets(estate(lb, group, listener, instance, attachment), listener)).toEqual({
    loadBalancer: lb,
    targetGroups: [group],
    served: [instance],
    certain: true,
  });
});

test("references between tiers are edges, those within one are not", () => {
  const prod = made("aws_kms_key.k", { tags: { tier: "production" } });
  const dev = made("aws_s3_bucket.b", { tags: { tier: "dev" }, key: ref("aws_kms_key.k", "arn") });
  const same = made("aws_s3_bucket.c", { tags_all: { Tier: "prod" }, key: ref("aws_kms_key.k", "arn") });
  expect(tierEdges(estate(prod, dev, same))).toEqual([
    { from: dev, fromTier: "dev", to: prod, toTier: "prod", path: "key" },
  ]);
  expect(tierOf(made("aws_s3_bucket.x", { tags: new Unknown() }))).toBeInstanceOf(Unknown);
  expect(tierOf(made("aws_s3_bucket.x", { tags: null }))).toBeUndefined();
});
