import { readable } from "../../../src/change/render/expression";

test.each([
  [
    "arn:${data.aws_partition.AwsLookups_Partition_D9432ADC.partition}:iam::${data.aws_caller_identity.x.account_id}:root",
    "arn:${partition}:iam::${account}:root",
  ],
  ["s3.${data.aws_region.r.id}.amazonaws.com", "s3.${region}.amazonaws.com"],
  [
    "${data.terraform_remote_state.cross-stack-reference-input-platform.outputs.cross-stack-output-aws_vpcvid}",
    "${platform:aws_vpcvid}",
  ],
  ["${aws_kms_key.models.arn}", "${aws_kms_key.models.arn}"],
  ["10.0.0.0/8", "10.0.0.0/8"],
])("%s reads %s", (text, expected) => {
  expect(readable(text)).toBe(expected);
});
