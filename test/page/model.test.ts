import { type Asked, choose, matching, withNeighbours } from "../../page/choice";
import { Model } from "../../page/model";
import { pageDataOf } from "../../src/change/html/compact";
import type { NodeState } from "../../src/change/html/page-data";
import { emptyReport, largePicture, largeReport } from "../change/html/other-reports";
import { servingPicture } from "../change/html/serving-picture";
import { servingReport } from "../change/html/serving-report";

const serving = new Model(pageDataOf(servingReport(), servingPicture()));
const large = new Model(pageDataOf(largeReport(10_000), largePicture(10_000)));

function rowOf(name: string): number {
  const row = serving.data.nodes.resource.indexOf(name);
  expect(row).toBeGreaterThanOrEqual(0);
  return row;
}

function asked(rest: Partial<Asked> = {}): Asked {
  const states = new Set<NodeState>(["changed", "hit", "untouched"]);
  return { words: "", states, action: "", kind: "", tenant: "", root: "", ...rest };
}

test("neighbours are known in both directions, with what ties them", () => {
  const names = (neighbours: readonly { row: number; via: string }[]): readonly string[] =>
    neighbours.map(({ row, via }) => `${serving.name(row)} by ${via}`).sort();
  expect(names(serving.dependents(rowOf("aws_eks_node_group.l4")))).toEqual([
    "kubernetes_deployment_v1.resnet by node selector",
    "kubernetes_deployment_v1.summarizer by node selector",
    "kubernetes_deployment_v1.whisper by node selector",
  ]);
  expect(names(serving.dependencies(rowOf("aws_eks_node_group.l4")))).toEqual([
    "aws_eks_cluster.platform by cluster_name",
    "aws_subnet.private_a by subnet_ids",
    "aws_subnet.private_b by subnet_ids",
  ]);
});

test.each([
  ["aws_eks_node_group.l4", 0],
  ["kubernetes_deployment_v1.resnet", 1],
  ["kubernetes_service_v1.resnet", 2],
  ["aws_lb.gateway", 2],
])("%s is %d steps from a change", (name, steps) => {
  expect(serving.distance[rowOf(name)]).toBe(steps);
});

test("what is listed begins with what cannot be taken back, then services that are hit, then the rest", () => {
  const names = serving.order.map((row) => serving.name(row));
  expect(names).toHaveLength(26);
  expect(names.slice(0, 2)).toEqual(["aws_s3_bucket.archive_2023", "aws_eks_node_group.l4"]);
  const states = serving.order.map((row) => serving.state(row));
  expect(states).toEqual([...Array(10).fill("changed"), ...Array(7).fill("hit"), ...Array(9).fill("untouched")]);
  expect(serving.service(serving.order[10] ?? -1)).toBeDefined();
});

test.each<[string, Partial<Asked>, number]>([
  ["everything", {}, 26],
  ["one word", { words: "summarizer" }, 6],
  ["two words, in any case", { words: "Service RESNET" }, 2],
  ["a word of the kind", { words: "eks_cluster" }, 1],
  ["nothing", { words: "no such thing" }, 0],
  ["one state", { states: new Set(["hit"]) }, 7],
  ["an action", { action: "create" }, 6],
  ["a tenant", { tenant: "language" }, 7],
  ["a tenant and a state", { tenant: "language", states: new Set(["changed"]) }, 4],
  ["a root", { root: "platform-serving" }, 12],
])("the filter finds %s", (_, rest, amount) => {
  expect(matching(serving, asked(rest))).toHaveLength(amount);
});

test("a small estate is drawn whole", () => {
  const rows = matching(serving, asked());
  expect(choose(serving, rows, [])).toEqual({ rows, left: 0 });
});

test("of a large one no more is drawn than a picture bears, and the rest is counted", () => {
  const rows = matching(large, asked());
  const { rows: drawn, left } = choose(large, rows, []);
  expect(rows).toHaveLength(10_000);
  expect(drawn).toHaveLength(300);
  expect(new Set(drawn).size).toBe(300);
  expect(left).toBe(9700);
  const states = drawn.map((row) => large.state(row));
  expect(states.filter((state) => state === "changed")).toHaveLength(225);
  expect(states.filter((state) => state === "hit")).toHaveLength(75);
});

test("the ways to the services that are hit are drawn before anything else", () => {
  const { rows } = choose(serving, matching(serving, asked()), [], 12);
  const names = rows.map((row) => serving.name(row));
  expect(names.slice(0, 3)).toEqual([
    "kubernetes_service_v1.resnet",
    "aws_eks_node_group.l4",
    "kubernetes_deployment_v1.resnet",
  ]);
});

test("what the reader asks for is drawn whatever the filter says", () => {
  const wanted = withNeighbours(serving, rowOf("aws_kms_key.models"));
  expect(wanted.map((row) => serving.name(row))).toEqual(["aws_kms_key.models", "aws_s3_bucket.models"]);
  const { rows } = choose(serving, matching(serving, asked({ states: new Set(["changed"]) })), wanted);
  expect(rows).toEqual(expect.arrayContaining([...wanted]));
});

test("a resource knows what the report says about it", () => {
  expect(serving.mentions(rowOf("aws_s3_bucket.archive_2023")).map(({ section }) => section)).toEqual([
    "data-loss",
    "findings",
    "cost",
  ]);
});

test("what one rule opens of itself is told once", () => {
  const group = { resource: "aws_security_group.a", root: "r", kind: "aws_security_group" };
  const reach = { ...group, source: "internet", from: "0.0.0.0/0", what: "tcp 443", undecided: false } as const;
  const rule = { resource: "aws_security_group_rule.b", root: "r", kind: "aws_security_group_rule" };
  const gained = [
    { ...reach, through: group },
    { ...reach, through: group },
    { ...reach, through: rule },
  ];
  const nodes = [group, rule].map((each, index) => ({ id: `n${index}`, ...each, state: "changed" as const }));
  const model = new Model(pageDataOf({ ...emptyReport(), exposure: { gained, lost: [] } }, { nodes, edges: [] }));
  const text = "tcp 443 becomes reachable from 0.0.0.0/0";
  expect(model.mentions(0)).toEqual([{ section: "exposure", text }]);
  expect(model.mentions(1)).toEqual([{ section: "exposure", text: `aws_security_group.a: ${text}` }]);
});
