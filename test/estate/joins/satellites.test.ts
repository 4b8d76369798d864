import { satellites } from "../../../src/estate/joins/satellites";
import { Unknown } from "../../../src/estate/unknown";
import { estate, made, ref } from "./made";

const BLOCK = "aws_s3_bucket_public_access_block";
const bucket = made("aws_s3_bucket.b", { bucket: "acme-models" });

test.each([
  ["a reference", ref("aws_s3_bucket.b")],
  ["a reference in a plan", ref("aws_s3_bucket.b", "bucket", false)],
  ["its name", "acme-models"],
])("a bucket is found by %s", (_, link) => {
  const block = made(`${BLOCK}.x`, { bucket: link });
  expect(satellites(estate(bucket, block), bucket, BLOCK)).toEqual({ found: [block], possible: [], certain: true });
});

test.each([
  ["another bucket by reference", ref("aws_s3_bucket.other")],
  ["another bucket by name", "acme-logs"],
])("%s is not it, and that is certain", (_, link) => {
  const other = made("aws_s3_bucket.other", { bucket: "acme-other" });
  const block = made(`${BLOCK}.x`, { bucket: link });
  expect(satellites(estate(bucket, other, block), bucket, BLOCK)).toEqual({ found: [], possible: [], certain: true });
});

test.each([
  ["an unknown link", ref("aws_s3_bucket.not_here"), {}],
  ["a variable", new Unknown([], "${var.bucket}"), {}],
  ["an unknown count", ref("aws_s3_bucket.b"), { meta: { count: new Unknown([], "${var.on ? 1 : 0}") } }],
  ["a choice", new Unknown(ref("aws_s3_bucket.b").references, "${var.x ? aws_s3_bucket.b.id : var.y}"), {}],
])("%s makes it uncertain", (_, link, more) => {
  const block = made(`${BLOCK}.x`, { bucket: link }, more);
  expect(satellites(estate(bucket, block), bucket, BLOCK)).toEqual({ found: [], possible: [block], certain: false });
});

test("what is deleted or never made is not there", () => {
  const gone = made(`${BLOCK}.gone`, { bucket: "acme-models" }, { actions: ["delete"] });
  const zero = made(`${BLOCK}.zero`, { bucket: "acme-models" }, { meta: { count: 0 } });
  const replaced = made(`${BLOCK}.new`, { bucket: "acme-models" }, { actions: ["delete", "create"] });
  expect(satellites(estate(bucket, gone, zero, replaced), bucket, BLOCK)).toMatchObject({
    found: [replaced],
    certain: true,
  });
});

test("names match across roots, and in their own root first", () => {
  const elsewhere = { root: "other" };
  const role = made("aws_iam_role.r", { name: "serving" });
  const twin = made("aws_iam_role.r", { name: "serving" }, elsewhere);
  const policy = made("aws_iam_role_policy.p", { role: "serving" }, elsewhere);
  expect(satellites(estate(role, policy), role, "aws_iam_role_policy").found).toEqual([policy]);
  expect(satellites(estate(role, twin, policy), role, "aws_iam_role_policy").found).toEqual([]);
});

test("instances belong to the instance of their own index", () => {
  const buckets = ["a", "b"].map((key) => made(`aws_s3_bucket.m["${key}"]`, { bucket: `m-${key}` }));
  const blocks = ["a", "b"].map((key) => made(`${BLOCK}.m["${key}"]`, { bucket: ref("aws_s3_bucket.m", "id", false) }));
  const graph = estate(...buckets, ...blocks);
  for (const [index, one] of buckets.entries()) {
    expect(satellites(graph, one, BLOCK).found).toEqual([blocks[index]]);
  }
});

test("an equal variable is an equal name", () => {
  const name = new Unknown([], "${var.name}");
  const one = made("aws_s3_bucket.b", { bucket: name });
  const block = made(`${BLOCK}.x`, { bucket: name });
  expect(satellites(estate(one, block), one, BLOCK)).toMatchObject({ found: [block], certain: true });
});

test("links lead out of nested blocks", () => {
  const model = made("aws_sagemaker_model.m", { name: "m" });
  const config = made("aws_sagemaker_endpoint_configuration.c", {
    production_variants: [{ model_name: ref("aws_sagemaker_model.m", "name") }],
  });
  expect(satellites(estate(model, config), model, "aws_sagemaker_endpoint_configuration").found).toEqual([config]);
});

test("one link that could lead anywhere makes every bucket uncertain, and takes nothing from what is found", () => {
  const other = made("aws_s3_bucket.other", { bucket: "acme-other" });
  const mine = made(`${BLOCK}.mine`, { bucket: ref("aws_s3_bucket.b") });
  const lost = made(`${BLOCK}.lost`, { bucket: new Unknown() });
  const graph = estate(bucket, other, mine, lost);
  expect(satellites(graph, bucket, BLOCK)).toEqual({ found: [mine], possible: [lost], certain: false });
  expect(satellites(graph, other, BLOCK)).toEqual({ found: [], possible: [lost], certain: false });
});

test("a satellite for each of the buckets comes with them", () => {
  const many = { meta: { for_each: new Unknown([], "${var.buckets}") } };
  const buckets = made("aws_s3_bucket.many", { bucket: new Unknown([], "${each.key}") }, many);
  const blocks = made(`${BLOCK}.many`, { bucket: ref("aws_s3_bucket.many") }, many);
  expect(satellites(estate(buckets, blocks), buckets, BLOCK)).toMatchObject({ found: [blocks], certain: true });
});
