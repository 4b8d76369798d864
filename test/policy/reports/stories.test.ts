import { countStories, storiesOf } from "../../../src/policy/reports/stories";
import { finding } from "./results";

const PRESENT = "AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT";
const VERSIONS = "AWS_S3_VERSIONING_PRESENT";

function told(findings: Parameters<typeof storiesOf>[0]) {
  return storiesOf(findings).map(({ place, instances, stories }) => ({
    resource: place.resource,
    instances,
    stories: stories.map((story) => [story.cause?.id, ...story.findings.map(({ control }) => control)]),
  }));
}

test("findings of a resource with one cause are one story, others stand alone", () => {
  const findings = [
    finding("high", { control: VERSIONS, resource: "aws_s3_bucket.a" }),
    finding("low", { control: "OTHER", resource: "aws_s3_bucket.a" }),
    finding("critical", { control: PRESENT, resource: "aws_s3_bucket.a" }),
  ];
  expect(told(findings)).toEqual([
    {
      resource: "aws_s3_bucket.a",
      instances: 1,
      stories: [
        ["bare-bucket", PRESENT, VERSIONS],
        [undefined, "OTHER"],
      ],
    },
  ]);
  expect(countStories(storiesOf(findings))).toBe(2);
});

test("a cause with one finding is told as that finding", () => {
  expect(told([finding("high", { control: VERSIONS, resource: "aws_s3_bucket.a" })])).toEqual([
    { resource: "aws_s3_bucket.a", instances: 1, stories: [[undefined, VERSIONS]] },
  ]);
});

test("findings of a control with several attributes are no story of their own", () => {
  const twice = ["x", "y"].map((attribute) => finding("high", { control: VERSIONS, attribute, resource: "a" }));
  expect(told(twice)[0]?.stories).toEqual([
    [undefined, VERSIONS],
    [undefined, VERSIONS],
  ]);
});

test("instances of one block with the same findings are told once; another finding tells an instance apart", () => {
  const at = (key: string, message = "acl is public.") =>
    finding("high", { resource: `aws_s3_bucket.a[${key}]`, message });
  expect(
    told([at("0"), at("1"), at("2", "acl is else.")]).map(({ resource, instances }) => [resource, instances]),
  ).toEqual([
    ["aws_s3_bucket.a[0]", 2],
    ["aws_s3_bucket.a[2]", 1],
  ]);
  expect(told([at('"x"'), at('"a[0]"')]).map(({ instances }) => instances)).toEqual([2]);
});

test("the worst resource comes first, among equals the one with more of the worst", () => {
  const findings = [
    finding("high", { resource: "a" }),
    finding("critical", { resource: "b" }),
    finding("critical", { resource: "c" }),
    finding("critical", { resource: "c", control: "OTHER" }),
    finding("low", { resource: "b" }),
  ];
  expect(told(findings).map(({ resource }) => resource)).toEqual(["c", "b", "a"]);
});
