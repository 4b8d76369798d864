import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";
import { AWS_S3_WRITER_CASES } from "./aws-s3-writers";
import { allowing, openPolicies, withPolicy } from "./open-policies";

const BUCKET = "arn:aws:s3:::acme-weights";
const BOTH = [BUCKET, `${BUCKET}/*`];
const PLAIN_HTTP = { Bool: { "aws:SecureTransport": "false" } };
const ROLE = { AWS: "arn:aws:iam::111122223333:role/serving" };

/** A Deny to everyone, on the bucket and its objects, of requests without TLS; what differs is said. */
function deny(changes: object = {}): object {
  return { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: BOTH, Condition: PLAIN_HTTP, ...changes };
}

function policy(...statements: object[]): EstateSource {
  return withPolicy("aws_s3_bucket_policy", JSON.stringify({ Version: "2012-10-17", Statement: statements }));
}

/** A bucket, and its policy. */
function policyOfBucket(document: string, others: object = {}): EstateSource {
  return {
    ...others,
    resource: {
      aws_s3_bucket: { weights: { bucket: "acme-weights" } },
      aws_s3_bucket_policy: { it: { bucket: "${aws_s3_bucket.weights.id}", policy: document } },
    },
  };
}

const READS = allowing("s3:GetObject", ROLE);
const OPEN = openPolicies("aws_s3_bucket_policy", "s3:GetObject");

function everybody(condition: object): EstateSource {
  return withPolicy("aws_s3_bucket_policy", allowing("s3:GetObject", "*", condition));
}

export const AWS_S3_POLICY_CASES: readonly ControlCases[] = [
  {
    control: "AWS_S3_TLS_ONLY",
    holds: {
      JSON: policy(deny()),
      "two statements": policy(deny({ Resource: [BUCKET] }), deny({ Resource: [`${BUCKET}/*`] })),
      "a data source": policyOfBucket("${data.aws_iam_policy_document.d.json}", {
        data: {
          aws_iam_policy_document: {
            d: {
              statement: [
                {
                  effect: "Deny",
                  actions: ["s3:*"],
                  resources: ["${aws_s3_bucket.weights.arn}", "${aws_s3_bucket.weights.arn}/*"],
                  principals: [{ type: "*", identifiers: ["*"] }],
                  condition: [{ test: "Bool", variable: "aws:SecureTransport", values: ["false"] }],
                },
              ],
            },
          },
        },
      }),
      "references in JSON": policyOfBucket(
        JSON.stringify({
          Version: "2012-10-17",
          Statement: [deny({ Resource: ["${aws_s3_bucket.weights.arn}", "${aws_s3_bucket.weights.arn}/*"] })],
        }),
      ),
    },
    fails: {
      "no deny": withPolicy("aws_s3_bucket_policy", READS),
      "objects alone": policy(deny({ Resource: [`${BUCKET}/*`] })),
      "the bucket alone": policy(deny({ Resource: [BUCKET] })),
      "the wrong way round": policy(deny({ Condition: { Bool: { "aws:SecureTransport": "true" } } })),
      "a role alone": policy(deny({ Principal: ROLE })),
      "reads alone": policy(deny({ Action: "s3:Get*" })),
      "narrowed by another condition": policy(
        deny({ Condition: { ...PLAIN_HTTP, StringEquals: { "aws:SourceVpc": "vpc-1" } } }),
      ),
    },
    undecided: OPEN.undecided,
  },
  {
    control: "AWS_S3_TLS_1_2",
    holds: {
      JSON: policy(deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } })),
      "1.3": policy(deny({ Condition: { NumericLessThan: { "s3:TlsVersion": ["1.3"] } } })),
    },
    fails: {
      "no deny": policy(deny()),
      "1.1": policy(deny({ Condition: { NumericLessThan: { "s3:TlsVersion": "1.1" } } })),
    },
    undecided: OPEN.undecided,
  },
  {
    control: "AWS_S3_POLICY_NO_ANYONE",
    holds: {
      ...OPEN.holds,
      "a network endpoint": everybody({ StringEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" } }),
      "a deny to everybody": policy(deny()),
      "a bucket without a policy of its own, and one with": policyOfBucket(READS),
    },
    fails: {
      ...OPEN.fails,
      "an access point": withPolicy("aws_s3_access_point", allowing("s3:GetObject", "*")),
      "the old attribute": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", policy: allowing("s3:GetObject", "*") } },
        },
      },
      "all but some": policy({ Effect: "Allow", NotPrincipal: ROLE, Action: "s3:*", Resource: "*" }),
      "the whole internet by address": everybody({ IpAddress: { "aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/0"] } }),
      "a role of the name in any account": everybody({
        ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/serving" },
      }),
    },
    undecided: OPEN.undecided,
  },
  {
    control: "AWS_S3_POLICY_NO_LOCKOUT",
    holds: {
      "with a condition": policy(deny()),
      "of deletions": policy(deny({ Action: "s3:DeleteBucket", Condition: undefined })),
    },
    fails: {
      everything: policy(deny({ Condition: undefined })),
      policies: policy(deny({ Action: ["s3:PutBucketPolicy"], Condition: undefined })),
    },
    undecided: OPEN.undecided,
  },
  ...AWS_S3_WRITER_CASES,
];
