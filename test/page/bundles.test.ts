import { type Bundle, bundlesOf } from "../../page/bundles";
import { pathRows } from "../../page/choice";
import { Model } from "../../page/model";
import type { Picture } from "../../src/change/graph/picture";
import { pageDataOf } from "../../src/change/html/compact";
import { emptyReport } from "../change/html/other-reports";
import { servingPicture } from "../change/html/serving-picture";
import { servingReport } from "../change/html/serving-report";

/** A bucket with its settings, and a chain that leads away from it. */
function bucketWith(settings: number, chain: readonly Picture["nodes"][number]["state"][] = []): Model {
  const node = (id: string, state: Picture["nodes"][number]["state"]): Picture["nodes"][number] => ({
    id,
    resource: id,
    root: "r",
    kind: "aws_s3_bucket",
    state,
    ...(state === "changed" ? { action: "destroy" as const } : {}),
  });
  const names = Array.from({ length: settings }, (_, index) => `setting${index}`);
  const links = chain.map((_, index) => `link${index}`);
  const nodes = [
    node("bucket", "changed"),
    ...names.map((name) => node(name, "changed")),
    ...chain.map((state, index) => node(`link${index}`, state)),
  ];
  const edges = [
    ...names.map((name) => ({ from: name, to: "bucket", via: "reference bucket" })),
    ...links.map((link, index) => ({ from: link, to: index === 0 ? "bucket" : `link${index - 1}`, via: "" })),
  ];
  return new Model(pageDataOf(emptyReport(), { nodes, edges }));
}

function said(model: Model, bundles: readonly Bundle[]): readonly string[] {
  return bundles.map(({ owner, members }) => `${members.length} of ${model.name(owner)}`);
}

test.each([
  ["twelve resources are read one by one", 11, []],
  ["the settings of a bucket are one node", 12, ["12 of bucket"]],
])("%s", (_, settings, expected) => {
  const model = bucketWith(settings);
  expect(said(model, bundlesOf(model, model.order, new Set()))).toEqual(expected);
});

test.each<[string, Picture["nodes"][number]["state"][], readonly string[]]>([
  ["what is hit goes with what it depends on, also by way of others", ["hit", "hit"], ["14 of bucket"]],
  ["what is untouched is in a bundle of its own", ["hit", "untouched", "untouched"], ["13 of bucket", "2 of bucket"]],
  ["a change behind others is not hidden", ["hit", "changed"], ["13 of bucket"]],
])("%s", (_, chain, expected) => {
  const model = bucketWith(12, chain);
  expect(said(model, bundlesOf(model, model.order, new Set()))).toEqual(expected);
});

test("what the reader asks for, services that are hit and the ways to them are in no bundle", () => {
  const model = new Model(pageDataOf(servingReport(), servingPicture()));
  const kept = new Set([...pathRows(model), model.data.nodes.resource.indexOf("aws_kms_key.models")]);
  const bundles = bundlesOf(model, model.order, kept);
  const bundled = new Set(bundles.flatMap(({ members }) => members));
  expect(kept.size).toBeGreaterThan(6);
  expect([...kept].filter((row) => bundled.has(row))).toEqual([]);
  const services = model.order.filter((row) => model.service(row) !== undefined && model.state(row) !== "untouched");
  expect(services.length).toBeGreaterThan(2);
  expect(services.filter((row) => bundled.has(row))).toEqual([]);
  expect(bundled.size).toBeGreaterThan(5);
  expect(bundled.size).toBe(bundles.reduce((sum, { members }) => sum + members.length, 0));
});
