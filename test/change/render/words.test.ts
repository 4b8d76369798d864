import {
  counted,
  dollars,
  firstOf,
  gpuChanges,
  names,
  nounOf,
  range,
  reachWords,
  signed,
  signedHours,
  together,
} from "../../../src/change/render/words";
import { named } from "./reports";

test.each([
  ["aws_s3_bucket", "S3 bucket"],
  ["aws_vpc_security_group_ingress_rule", "VPC security group ingress rule"],
  ["aws_sagemaker_endpoint", "SageMaker endpoint"],
  ["google_compute_firewall", "compute firewall"],
  ["kubernetes_deployment_v1", "deployment"],
  ["apps/v1 Deployment", "Deployment"],
  ["v1 Service", "Service"],
  ["Service", "Service"],
  ["aws_constructor", "constructor"],
  ["", "resource"],
  ["aws_", "resource"],
])("the kind %j is called %j", (kind, noun) => {
  expect(nounOf(kind)).toBe(noun);
});

test.each([
  [0, "S3 bucket", "0 S3 buckets"],
  [1, "S3 bucket", "1 S3 bucket"],
  [2, "IAM policy", "2 IAM policies"],
  [2, "API gateway", "2 API gateways"],
  [2, "ingress", "2 ingresses"],
  [12_000, "resource", "12,000 resources"],
])("%d of %j", (amount, noun, text) => {
  expect(counted(amount, noun)).toBe(text);
});

test("resources of one kind are called by it, of several kinds they are resources, and each counts once", () => {
  expect(together([named("aws_eip.a"), named("aws_eip.a"), named("aws_eip.b")])).toBe("2 EIPs");
  expect(together([named("aws_eip.a"), named("aws_kms_key.a")])).toBe("2 resources");
  expect(together([named("kubernetes_labels.a")])).toBe("1 set of labels");
  expect(together([named("kubernetes_annotations.a"), named("kubernetes_annotations.b")])).toBe(
    "2 sets of annotations",
  );
  expect(together([])).toBe("0 resources");
});

test.each([
  [0, "0.00"],
  [-0, "0.00"],
  [-0.004, "0.00"],
  [0.005, "+0.01"],
  [412.45, "+412.45"],
  [-3, "-3.00"],
  [1_234_567.891, "+1,234,567.89"],
  [-1234.5, "-1,234.50"],
])("%d USD is %s", (usd, text) => {
  expect(signed(usd)).toBe(text);
});

test("a range has two ends only where they differ", () => {
  expect(range({ low: 1, high: 1.001 })).toBe("+1.00");
  expect(range({ low: -1, high: 2 })).toBe("-1.00 to +2.00");
  expect(range({ low: 1000, high: 2000 }, dollars)).toBe("1,000.00 to 2,000.00");
});

test("hours are whole, and accelerators whose hours stay are left out", () => {
  expect([1460, -730.4, 0.2].map(signedHours)).toEqual(["+1,460", "-730", "0"]);
  const stays = { gpu: "A", before: { low: 1, high: 1 }, after: { low: 1.1, high: 1.2 } };
  const goes = { gpu: "B", before: { low: 730, high: 1460 }, after: { low: 0, high: 0 } };
  expect(gpuChanges([stays, goes])).toEqual([{ gpu: "B", delta: { low: -730, high: -1460 } }]);
});

test("names stand once, are cut, and those left out are counted", () => {
  expect(names(["a", "b", "a"])).toBe("a, b");
  expect(names(["a", "b", "c", "d", "e"])).toBe("a, b, c and 2 more");
  expect(names(["x".repeat(200)])).toHaveLength(60);
  expect(firstOf(["a", "b", "c"], 2)).toBe("a, b and 1 more");
  expect(firstOf(["a", "b"], 2)).toBe("a, b");
});

const through = named("aws_iam_policy.p");

test.each([
  [{ source: "internet", from: "0.0.0.0/0", undecided: false }, "tcp 443 from the internet (0.0.0.0/0)"],
  [{ source: "internet", from: "", undecided: true }, "tcp 443 from the internet, which cannot be told for sure"],
  [{ source: "cluster", from: "the whole cluster", undecided: false }, "tcp 443 from the whole cluster"],
] as const)("a reach in words #%#", (reach, text) => {
  expect(reachWords({ ...through, ...reach, what: "tcp 443", through })).toBe(text);
});
