import { AwsProvider } from "@cdktf/provider-aws/lib/provider";
import { App, TerraformStack } from "cdktf";

/** A control and where it speaks: `AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT aws_s3_bucket.weights`. */
export interface Place {
  readonly control: string;
  readonly resource: string;
}

/** A case that Checkov judged wrongly on the output of CDKTF, and what is right. */
export interface CheckovCase {
  /** What is written: "inline ingress 22 from 0.0.0.0/0". */
  readonly name: string;

  /** Checkov's verdict, from the measured table of the catalogue. */
  readonly checkov: string;

  /** Written in plain CDKTF, as its users do. */
  readonly write: (stack: TerraformStack) => void;

  /** Found there. */
  readonly finds?: readonly Place[];

  /** Not found there, and neither left undecided, though somebody else says so. */
  readonly silent?: readonly Place[];

  /** Resources at which nothing of severity high or above is found. */
  readonly clean?: readonly string[];

  /** What CDKTF must have written for the case to be the one that was measured. */
  readonly output?: RegExp;
}

/** `at("aws_s3_bucket.weights", "AWS_S3_NO_WEBSITE")`. */
export function at(resource: string, ...controls: readonly string[]): Place[] {
  return controls.map((control) => ({ control, resource }));
}

/** Another stack of the same app. */
export function beside(stack: TerraformStack, id: string): TerraformStack {
  const other = new TerraformStack(App.of(stack), id);
  new AwsProvider(other, "aws", { region: "eu-west-1" });
  return other;
}
