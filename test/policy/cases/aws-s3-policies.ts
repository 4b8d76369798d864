import type { ControlCases } from "../case";

export const AWS_S3_POLICY_CASES: readonly ControlCases[] = [
  {
    control: "AWS_S3_TLS_ONLY",
    holds: {
      JSON: {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
            },
          },
        },
      },
      "two statements": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::b"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}, {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::b/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
            },
          },
        },
      },
      "a data source": {
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
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_policy: {
            it: { bucket: "${aws_s3_bucket.weights.id}", policy: "${data.aws_iam_policy_document.d.json}" },
          },
        },
      },
      "references in JSON": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_policy: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["${aws_s3_bucket.weights.arn}", "${aws_s3_bucket.weights.arn}/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
            },
          },
        },
      },
    },
    fails: {
      "no deny": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/serving"}, "Action": "s3:GetObject", "Resource": "*"}]}',
            },
          },
        },
      },
      "objects alone": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::b/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
            },
          },
        },
      },
      "the bucket alone": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::b"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
            },
          },
        },
      },
      "the wrong way round": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"Bool": {"aws:SecureTransport": "true"}}}]}',
            },
          },
        },
      },
      "a role alone": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": {"AWS": "arn:aws:iam::111122223333:role/serving"}, "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
            },
          },
        },
      },
      "reads alone": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:Get*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
            },
          },
        },
      },
      "narrowed by another condition": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}, "StringEquals": {"aws:SourceVpc": "vpc-1"}}}]}',
            },
          },
        },
      },
    },
    undecided: {
      "a policy that is not known": { resource: { aws_s3_bucket_policy: { it: { policy: "${var.policy}" } } } },
    },
  },
  {
    control: "AWS_S3_TLS_1_2",
    holds: {
      JSON: {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.2"}}}]}',
            },
          },
        },
      },
      "1.3": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"NumericLessThan": {"s3:TlsVersion": ["1.3"]}}}]}',
            },
          },
        },
      },
    },
    fails: {
      "no deny": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
            },
          },
        },
      },
      "1.1": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"NumericLessThan": {"s3:TlsVersion": "1.1"}}}]}',
            },
          },
        },
      },
    },
  },
  {
    control: "AWS_S3_POLICY_NO_ANYONE",
    holds: {
      "a named role": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/serving"}, "Action": "s3:GetObject", "Resource": "*"}]}',
            },
          },
        },
      },
      "everybody of an organization": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-1234567890"}}}]}',
            },
          },
        },
      },
      "everybody of an account, with other conditions": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "*"}, "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": {"aws:PrincipalAccount": "111122223333", "kms:ViaService": "s3.eu-west-1.amazonaws.com"}}}]}',
            },
          },
        },
      },
      "a network endpoint": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEquals": {"aws:SourceVpce": "vpce-0a1b2c3d"}}}]}',
            },
          },
        },
      },
      "a deny to everybody": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
            },
          },
        },
      },
      "a bucket without a policy of its own, and one with": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights" } },
          aws_s3_bucket_policy: {
            it: {
              bucket: "${aws_s3_bucket.weights.id}",
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::111122223333:role/serving"}, "Action": "s3:GetObject", "Resource": "*"}]}',
            },
          },
        },
      },
    },
    fails: {
      everybody: {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]}',
            },
          },
        },
      },
      "everybody of AWS, jsonencode": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '${jsonencode({Statement = [{Effect = "Allow", Principal = { AWS = "*" }, Action = "s3:GetObject", Resource = "*"}]})}',
            },
          },
        },
      },
      "everybody, with a condition that everybody meets": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "111122223333"}}}]}',
            },
          },
        },
      },
      "everybody whose organization is one, if they have one": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringEqualsIfExists": {"aws:PrincipalOrgID": "o-1234567890"}}}]}',
            },
          },
        },
      },
      "everybody whose account begins with anything": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": {"StringLike": {"aws:PrincipalAccount": "*"}}}]}',
            },
          },
        },
      },
      "an access point": {
        resource: {
          aws_s3_access_point: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]}',
            },
          },
        },
      },
      "the old attribute": {
        resource: {
          aws_s3_bucket: {
            weights: {
              bucket: "acme-weights",
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*"}]}',
            },
          },
        },
      },
      "all but some": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "NotPrincipal": {"AWS": "arn:aws:iam::111122223333:role/serving"}, "Action": "s3:*", "Resource": "*"}]}',
            },
          },
        },
      },
      "the whole internet by address": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": {"IpAddress": {"aws:SourceIp": ["10.0.0.0/8", "0.0.0.0/0"]}}}]}',
            },
          },
        },
      },
      "a role of the name in any account": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "*", "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/serving"}}}]}',
            },
          },
        },
      },
    },
    undecided: {
      "a policy that is not known": { resource: { aws_s3_bucket_policy: { it: { policy: "${var.policy}" } } } },
    },
  },
  {
    control: "AWS_S3_POLICY_NO_LOCKOUT",
    holds: {
      "with a condition": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"], "Condition": {"Bool": {"aws:SecureTransport": "false"}}}]}',
            },
          },
        },
      },
      "of deletions": {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:DeleteBucket", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"]}]}',
            },
          },
        },
      },
    },
    fails: {
      everything: {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"]}]}',
            },
          },
        },
      },
      policies: {
        resource: {
          aws_s3_bucket_policy: {
            it: {
              policy:
                '{"Version": "2012-10-17", "Statement": [{"Effect": "Deny", "Principal": "*", "Action": ["s3:PutBucketPolicy"], "Resource": ["arn:aws:s3:::acme-weights", "arn:aws:s3:::acme-weights/*"]}]}',
            },
          },
        },
      },
    },
  },
];
