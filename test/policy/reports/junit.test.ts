import { DOMParser, type Element } from "@xmldom/xmldom";
import { renderJunit } from "../../../src/policy/reports/junit";
import { CONTROLS, finding, HOSTILE_NAMES, hostile, oneOfEach, options, result, thousands } from "./results";

function parsed(of = oneOfEach(), overrides = {}): Element {
  const parser = new DOMParser({
    onError: (level, message) => {
      throw new Error(`${level}: ${message}`);
    },
  });
  const { documentElement } = parser.parseFromString(renderJunit(of, options(overrides)), "text/xml");
  if (documentElement === null) {
    throw new Error("no document");
  }
  return documentElement;
}

function casesOf(root: Element): readonly Element[] {
  return [...root.getElementsByTagName("testcase")];
}

test.each([
  ["an empty result", result()],
  ["one of each severity", oneOfEach()],
  ["hostile names", hostile()],
  ["6,000 findings", thousands()],
])("%s: well-formed, and the totals are those of the cases", (_, of) => {
  const root = parsed(of);
  for (const suite of [root, ...root.getElementsByTagName("testsuite")]) {
    expect(suite.getAttribute("tests")).toBe(String(casesOf(suite).length));
    expect(suite.getAttribute("failures")).toBe(String(suite.getElementsByTagName("failure").length));
    expect(suite.getAttribute("skipped")).toBe(String(suite.getElementsByTagName("skipped").length));
  }
});

test("an empty result has one passing case for each control of the catalogue", () => {
  const cases = casesOf(parsed(result()));
  expect(cases.map((element) => element.getAttribute("name")).sort()).toEqual(CONTROLS.map(({ id }) => id).sort());
  expect(cases.flatMap((element) => [...element.getElementsByTagName("*")])).toEqual([]);
});

test("findings fail in the suite of their category; what is waived or undecided is skipped; the rest passes", () => {
  const root = parsed();
  const outcomes = casesOf(root).map((element) => [
    element.getAttribute("classname"),
    element.getAttribute("name"),
    [...element.getElementsByTagName("*")].map(({ tagName }) => tagName).join(),
  ]);
  expect(outcomes).toEqual([
    ["encryption", "AWS_EKS_PRIVATE_ENDPOINT: aws_s3_bucket.high", "failure"],
    ["encryption", "AWS_EKS_PRIVATE_ENDPOINT: aws_eks_cluster.waived", "skipped"],
    ["identity", "AWS_KMS_ROTATION", ""],
    ["network", "AWS_S3_NO_PUBLIC_ACL: aws_s3_bucket.critical", "failure"],
    ["network", "AWS_S3_EVENTS: aws_s3_bucket.low", "failure"],
    ["network", "AWS_S3_NO_PUBLIC_ACL: aws_s3_bucket.later", "skipped"],
    ["workload", "K8S_LIMITS: aws_s3_bucket.medium", "failure"],
  ]);
  for (const element of casesOf(root)) {
    expect((element.parentNode as Element).getAttribute("name")).toBe(element.getAttribute("classname"));
  }
});

test("undecided critical controls fail in a strict run", () => {
  const of = result({ undecided: [finding("critical"), finding("high")] });
  expect([...parsed(of, { strict: true }).getElementsByTagName("failure")]).toHaveLength(1);
});

test("names come back as they went in, with control characters and what XML cannot hold spelled out", () => {
  const failures = [...parsed(hostile()).getElementsByTagName("failure")];
  const messages = failures.map((element) => element.getAttribute("message") ?? "");
  expect(messages).toHaveLength(HOSTILE_NAMES.length);
  for (const name of HOSTILE_NAMES.filter((candidate) => !/[\p{Cc}\p{Cs}\uffff]/u.test(candidate))) {
    expect(messages).toContain(name);
  }
  expect(messages).toContain("\\u001b[2J\\u001b]0;owned\\u0007 \\u0000 \\u0085 \\u2028 \\u202egnp.exe");
  expect(messages).toContain("model-\u{1f600}-\\ud800-\\uffff");
  expect(messages).toContain("line\\nfeed\\r\\n::error::forged");
});

test("a failure tells message, resource, construct, place, attribute and remedy", () => {
  const [failure] = [...parsed().getElementsByTagName("failure")];
  expect(failure?.textContent?.split("\n")).toEqual([
    'acl is "public-read".',
    "Resource: aws_s3_bucket.high",
    "Construct: prod/high/Resource",
    "Where: cdktf.out/stacks/prod/cdk.tf.json:12",
    "Attribute: acl",
    "Remedy: Remove `acl`; SecureModelBucket has none.",
  ]);
});
