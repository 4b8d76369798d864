import type { EstateSource } from "../../support/estates";
import type { ControlCases } from "../case";

const SERVING = "${aws_iam_role.serving.arn}";
const PUBLISHER = "arn:aws:iam::111122223333:role/publisher";
const OBJECTS = "arn:aws:s3:::acme-weights/*";

const DENIES_WRITES = ["s3:PutObject", "s3:DeleteObject*"].map((action) => ({
  Effect: "Deny",
  Principal: "*",
  Action: action,
  Resource: OBJECTS,
  Condition: { ArnNotEquals: { "aws:PrincipalArn": PUBLISHER }, Bool: { "aws:PrincipalIsAWSService": "false" } },
}));

function trust(service: string): string {
  return JSON.stringify({
    Statement: [{ Effect: "Allow", Principal: { Service: service }, Action: ["sts:AssumeRole", "sts:TagSession"] }],
  });
}

/** A bucket policy that gives or denies a principal some actions, and the roles that it may name; pods take `serving`. */
function written(actions: readonly string[], principal: string, effect = "Allow"): EstateSource {
  return {
    resource: {
      aws_iam_role: {
        serving: { name: "serving", assume_role_policy: trust("pods.eks.amazonaws.com") },
        publisher: { name: "publisher", assume_role_policy: trust("codebuild.amazonaws.com") },
      },
      aws_eks_pod_identity_association: {
        it: { namespace: "vision", service_account: "bert", role_arn: SERVING, cluster_name: "serving" },
      },
      aws_s3_bucket_policy: {
        it: {
          bucket: "acme-weights",
          policy: JSON.stringify({
            Statement: [{ Effect: effect, Principal: { AWS: principal }, Action: actions, Resource: OBJECTS }],
          }),
        },
      },
    },
  };
}

/** A bucket, and its policy of those statements. */
function guarded(statements: readonly object[], content = "model"): EstateSource {
  return {
    resource: {
      aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": content } } },
      aws_s3_bucket_policy: {
        it: { bucket: "${aws_s3_bucket.weights.id}", policy: JSON.stringify({ Statement: statements }) },
      },
    },
  };
}

/** Who may write to a bucket of models. */
export const AWS_S3_WRITER_CASES: readonly ControlCases[] = [
  {
    control: "AWS_S3_SERVING_READS_ONLY",
    holds: {
      "a serving role reads": written(["s3:GetObject"], SERVING),
      "a pipeline writes": written(["s3:PutObject"], "${aws_iam_role.publisher.arn}"),
      "writes are denied": written(["s3:PutObject"], SERVING, "Deny"),
    },
    fails: {
      "a serving role writes": written(["s3:GetObject", "s3:PutObject"], SERVING),
      "a serving role deletes, by name": written(["s3:Delete*"], "arn:aws:iam::111122223333:role/serving"),
      "a serving role may do all": written(["s3:*"], SERVING),
    },
    undecided: {
      "what it may do is not known": written(["${var.action}"], SERVING),
    },
  },
  {
    control: "AWS_S3_MODEL_WRITES_GUARDED",
    holds: {
      "denied to all but a publisher": guarded(DENIES_WRITES),
      "denied to all but some principals": guarded([
        { Effect: "Deny", NotPrincipal: { AWS: PUBLISHER }, Action: ["s3:Put*", "s3:Delete*"], Resource: OBJECTS },
      ]),
      "a bucket of logs": guarded([], "log"),
      "no policy, which is another control's": {
        resource: { aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } } },
      },
    },
    fails: {
      "nothing is denied": guarded([]),
      "only requests without TLS are denied": guarded([
        {
          Effect: "Deny",
          Principal: "*",
          Action: "s3:*",
          Resource: OBJECTS,
          Condition: { Bool: { "aws:SecureTransport": "false" } },
        },
      ]),
      "deletions are not denied": guarded(DENIES_WRITES.slice(0, 1)),
      "denied outside a network alone": guarded([
        {
          Effect: "Deny",
          Principal: "*",
          Action: ["s3:PutObject", "s3:DeleteObject"],
          Resource: OBJECTS,
          Condition: {
            StringNotEquals: { "aws:SourceVpce": "vpce-0a1b2c3d" },
            ArnNotEquals: { "aws:PrincipalArn": PUBLISHER },
          },
        },
      ]),
    },
    undecided: {
      "a policy that is not known": {
        resource: {
          aws_s3_bucket: { weights: { bucket: "acme-weights", tags: { "ai-artifact": "model" } } },
          aws_s3_bucket_policy: { it: { bucket: "${aws_s3_bucket.weights.id}", policy: "${var.policy}" } },
        },
      },
    },
  },
];
