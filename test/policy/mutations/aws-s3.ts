import type { Attributes, BreakableStack, Mutation } from "../mutation";

/** Hardened buckets, by what the tag says lies in them. */
const holds =
  (content: string) =>
  ({ tags }: Attributes): boolean =>
    (tags as Record<string, string> | undefined)?.["ai-artifact"] === content;

const MODEL = holds("model");

/** Removes the satellite of a bucket, and returns the address of the bucket. */
function orphaned(stack: BreakableStack, kind: string, which = MODEL): string {
  const [name] = stack.first("aws_s3_bucket", which);
  stack.remove(kind, ({ bucket }) => String(bucket).includes(`aws_s3_bucket.${name}.`));
  return `aws_s3_bucket.${name}`;
}

/** Statements of the first bucket policy that `which` accepts, changed. */
function rewritten(
  stack: BreakableStack,
  change: (statements: Statement[]) => Statement[],
  which?: (attributes: Attributes) => boolean,
): string {
  return stack.change(
    "aws_s3_bucket_policy",
    (attributes) => {
      const document = JSON.parse(String(attributes.policy)) as { Statement: Statement[] };
      attributes.policy = JSON.stringify({ ...document, Statement: change(document.Statement) });
    },
    which,
  );
}

type Statement = Record<string, unknown> & { readonly Sid?: string };

type Rules = { rule: [{ apply_server_side_encryption_by_default: Attributes; bucket_key_enabled?: boolean }] };

/** Changes the encryption of the bucket of models, and returns the address of the bucket. */
function encrypted(stack: BreakableStack, change: (rule: Rules["rule"][0]) => void): string {
  const [name] = stack.first("aws_s3_bucket", MODEL);
  stack.change(
    "aws_s3_bucket_server_side_encryption_configuration",
    (attributes) => change((attributes as unknown as Rules).rule[0]),
    ({ bucket }) => String(bucket).includes(`aws_s3_bucket.${name}.`),
  );
  return `aws_s3_bucket.${name}`;
}

export const AWS_S3_MUTATIONS: readonly Mutation[] = [
  {
    control: "AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT",
    name: "the bucket of models loses its public access block",
    breaks: (stack) => orphaned(stack, "aws_s3_bucket_public_access_block"),
  },
  ...["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"].map(
    (flag): Mutation => ({
      control: "AWS_S3_PUBLIC_ACCESS_BLOCK_COMPLETE",
      name: `${flag} is off`,
      breaks: (stack) => stack.change("aws_s3_bucket_public_access_block", (block) => (block[flag] = false)),
    }),
  ),
  {
    control: "AWS_S3_VERSIONING_ENABLED",
    name: "versioning is suspended",
    breaks: (stack) =>
      stack.change("aws_s3_bucket_versioning", (it) => (it.versioning_configuration = { status: "Suspended" })),
  },
  {
    control: "AWS_S3_VERSIONING_PRESENT",
    name: "the bucket of models loses its versioning",
    breaks: (stack) => orphaned(stack, "aws_s3_bucket_versioning"),
  },
  {
    control: "AWS_S3_MODEL_ENCRYPTION_PRESENT",
    name: "the bucket of models loses its encryption",
    breaks: (stack) => orphaned(stack, "aws_s3_bucket_server_side_encryption_configuration"),
  },
  {
    control: "AWS_S3_MODEL_CUSTOMER_KEY",
    name: "models are encrypted with the key of S3",
    breaks: (stack) =>
      encrypted(stack, (rule) => (rule.apply_server_side_encryption_by_default = { sse_algorithm: "AES256" })),
  },
  {
    control: "AWS_S3_MODEL_CUSTOMER_KEY",
    name: "models are encrypted with the alias of AWS",
    breaks: (stack) =>
      encrypted(stack, (rule) => (rule.apply_server_side_encryption_by_default.kms_master_key_id = "alias/aws/s3")),
  },
  {
    control: "AWS_S3_MODEL_BUCKET_KEY",
    name: "the bucket key is off",
    breaks: (stack) => encrypted(stack, (rule) => (rule.bucket_key_enabled = false)),
  },
  {
    control: "AWS_S3_ACL_NOT_PUBLIC",
    name: "a public ACL is added",
    breaks: (stack) => {
      const [name] = stack.first("aws_s3_bucket", (it) => !MODEL(it));
      return stack.add("aws_s3_bucket_acl", "opened", { bucket: `\${aws_s3_bucket.${name}.id}`, acl: "public-read" });
    },
  },
  {
    control: "AWS_S3_MODEL_ACL_UNSET",
    name: "an ACL is added that is for the owner alone, as yet",
    breaks: (stack) => {
      const [name] = stack.first("aws_s3_bucket", MODEL);
      stack.add("aws_s3_bucket_acl", "owned", { bucket: `\${aws_s3_bucket.${name}.id}`, acl: "private" });
      return `aws_s3_bucket.${name}`;
    },
  },
  {
    control: "AWS_S3_NO_WEBSITE",
    name: "the models become a website",
    breaks: (stack) => {
      const [name] = stack.first("aws_s3_bucket", MODEL);
      return stack.add("aws_s3_bucket_website_configuration", "opened", {
        bucket: `\${aws_s3_bucket.${name}.id}`,
        index_document: { suffix: "index.html" },
      });
    },
  },
  {
    control: "AWS_S3_BUCKET_OWNER_ENFORCED",
    name: "uploaders own what they upload",
    breaks: (stack) =>
      stack.change("aws_s3_bucket_ownership_controls", (it) => (it.rule = { object_ownership: "ObjectWriter" })),
  },
  {
    control: "AWS_S3_ACCESS_LOGGED",
    name: "the bucket of models is no longer logged",
    breaks: (stack) => orphaned(stack, "aws_s3_bucket_logging"),
  },
  {
    control: "AWS_S3_LOGS_ELSEWHERE",
    name: "the bucket of models logs to itself",
    breaks: (stack) => stack.change("aws_s3_bucket_logging", (it) => (it.target_bucket = it.bucket)),
  },
  {
    control: "AWS_S3_UPLOADS_ABORTED",
    name: "the bucket of models loses its lifecycle",
    breaks: (stack) => orphaned(stack, "aws_s3_bucket_lifecycle_configuration"),
  },
  {
    control: "AWS_S3_MODELS_KEPT",
    name: "the bucket of models is emptied when it is destroyed",
    breaks: (stack) => stack.change("aws_s3_bucket", (it) => (it.force_destroy = true), MODEL),
  },
  {
    control: "AWS_S3_CONTENTS_KEPT",
    name: "the audit bucket of staging is emptied when it is destroyed",
    stack: "model-store",
    breaks: (stack) => stack.change("aws_s3_bucket", (it) => (it.force_destroy = true), holds("audit")),
  },
  {
    control: "AWS_S3_ACCOUNT_PUBLIC_ACCESS_BLOCK",
    name: "an account is left open in one way",
    breaks: (stack) =>
      stack.add("aws_s3_account_public_access_block", "account", {
        block_public_acls: true,
        block_public_policy: false,
        ignore_public_acls: true,
        restrict_public_buckets: true,
      }),
  },
  {
    control: "AWS_S3_ACCESS_POINT_PUBLIC_ACCESS_BLOCK",
    name: "an open access point is added",
    breaks: (stack) => {
      const [name, { tags }] = stack.first("aws_s3_bucket", MODEL);
      return stack.add("aws_s3_access_point", "opened", {
        name: "opened",
        tags,
        bucket: `\${aws_s3_bucket.${name}.id}`,
        public_access_block_configuration: { block_public_policy: false, restrict_public_buckets: false },
      });
    },
  },
  {
    control: "AWS_S3_MODEL_POLICY_PRESENT",
    name: "the bucket of models loses its policy",
    breaks: (stack) => orphaned(stack, "aws_s3_bucket_policy"),
  },
  {
    control: "AWS_S3_POLICY_PRESENT",
    name: "the bucket of logs loses its policy",
    breaks: (stack) => orphaned(stack, "aws_s3_bucket_policy", holds("log")),
  },
  {
    control: "AWS_S3_MODEL_OWNERSHIP_PRESENT",
    name: "the bucket of models no longer says who owns its objects",
    breaks: (stack) => orphaned(stack, "aws_s3_bucket_ownership_controls"),
  },
  {
    control: "AWS_S3_LOGS_PREFIXED",
    name: "access logs lose their prefix",
    breaks: (stack) => stack.change("aws_s3_bucket_logging", (it) => (it.target_prefix = "")),
  },
  {
    control: "AWS_S3_UPLOADS_ABORTED",
    name: "uploads are kept for a month",
    breaks: (stack) => {
      const [name] = stack.first("aws_s3_bucket", MODEL);
      stack.change(
        "aws_s3_bucket_lifecycle_configuration",
        (it) => {
          it.rule = [
            { id: "a", status: "Enabled", abort_incomplete_multipart_upload: [{ days_after_initiation: 30 }] },
          ];
        },
        ({ bucket }) => String(bucket).includes(`aws_s3_bucket.${name}.`),
      );
      return `aws_s3_bucket.${name}`;
    },
  },
  {
    control: "AWS_S3_TLS_ONLY",
    name: "plain HTTP is no longer denied",
    breaks: (stack) => rewritten(stack, (all) => all.filter(({ Sid }) => Sid !== "DenyPlainHttp")),
  },
  {
    control: "AWS_S3_TLS_1_2",
    name: "old TLS is no longer denied",
    breaks: (stack) => rewritten(stack, (all) => all.filter(({ Sid }) => Sid !== "DenyOldTls")),
  },
  {
    control: "AWS_S3_POLICY_NO_ANYONE",
    name: "everybody may read the bucket",
    breaks: (stack) =>
      rewritten(stack, (all) => [
        ...all,
        { Effect: "Allow", Principal: { AWS: "*" }, Action: "s3:GetObject", Resource: "arn:aws:s3:::models/*" },
      ]),
  },
  {
    control: "AWS_S3_POLICY_NO_LOCKOUT",
    name: "nobody may repair the policy",
    breaks: (stack) =>
      rewritten(stack, (all) => [
        ...all,
        { Effect: "Deny", Principal: "*", Action: "s3:PutBucketPolicy", Resource: "arn:aws:s3:::models" },
      ]),
  },
  {
    control: "AWS_S3_SERVING_READS_ONLY",
    name: "a role that pods serve with may write",
    stack: "vision-cloud",
    breaks: (stack) => {
      const [, { name }] = stack.first("aws_iam_role", ({ assume_role_policy }) =>
        /system:serviceaccount:vision:|kubernetes-namespace.{1,20}vision/.test(String(assume_role_policy)),
      );
      return rewritten(stack, (all) => [
        ...all,
        {
          Effect: "Allow",
          Principal: { AWS: `arn:aws:iam::111122223333:role/${name}` },
          Action: "s3:PutObject",
          Resource: "arn:aws:s3:::models/*",
        },
      ]);
    },
  },
  {
    control: "AWS_S3_MODEL_WRITES_GUARDED",
    name: "writes are no longer denied",
    breaks: (stack) => {
      const [name] = stack.first("aws_s3_bucket", MODEL);
      rewritten(
        stack,
        (all) => all.filter(({ Sid }) => Sid !== "DenyWritesButByPublishers"),
        ({ bucket }) => String(bucket).includes(`aws_s3_bucket.${name}.`),
      );
      return `aws_s3_bucket.${name}`;
    },
  },
];
