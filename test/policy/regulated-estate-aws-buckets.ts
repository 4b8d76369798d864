type Attributes = Record<string, unknown>;
export type Kinds = Record<string, Record<string, Attributes>>;

export const ACCOUNT = "111122223333";
export const TAGS = {
  tier: "production",
  tenant: "radiology",
  owner: "radiology@acme.example",
  "data-class": "restricted",
};

/** The keys of the tenant lie in a stack of their own. */
export const KEY = `arn:aws:kms:eu-west-1:${ACCOUNT}:key/1a2b3c4d-1111-2222-3333-444455556666`;
const PUBLISHER = `arn:aws:iam::${ACCOUNT}:role/release-models`;
const TRAIL = `arn:aws:cloudtrail:eu-west-1:${ACCOUNT}:trail/radiology`;

interface Bucket {
  readonly name: string;
  readonly content: string;

  /** Statements of its policy besides those of every bucket. */
  readonly statements: readonly object[];

  /** Encrypted with the tenant's key, and logged; otherwise it takes logs. */
  readonly isLogged: boolean;
}

/** A bucket and all that belongs to it. */
function bucket({ name, content, statements, isLogged }: Bucket): Kinds {
  const reference = { bucket: `\${aws_s3_bucket.${name}.id}` };
  const arn = `\${aws_s3_bucket.${name}.arn}`;
  const refused = { Effect: "Deny", Principal: "*", Action: "s3:*", Resource: [arn, `${arn}/*`] };
  const encrypted = isLogged ? { sse_algorithm: "aws:kms", kms_master_key_id: KEY } : { sse_algorithm: "AES256" };
  const kinds: Record<string, Attributes> = {
    aws_s3_bucket: {
      bucket: `acme-radiology-${name}`,
      force_destroy: false,
      tags: { ...TAGS, "ai-artifact": content },
    },
    aws_s3_bucket_versioning: { ...reference, versioning_configuration: { status: "Enabled" } },
    aws_s3_bucket_server_side_encryption_configuration: {
      ...reference,
      rule: [{ apply_server_side_encryption_by_default: encrypted, bucket_key_enabled: isLogged }],
    },
    aws_s3_bucket_public_access_block: {
      ...reference,
      block_public_acls: true,
      block_public_policy: true,
      ignore_public_acls: true,
      restrict_public_buckets: true,
    },
    aws_s3_bucket_ownership_controls: { ...reference, rule: { object_ownership: "BucketOwnerEnforced" } },
    aws_s3_bucket_lifecycle_configuration: {
      ...reference,
      rule: [
        {
          id: "abort-incomplete-uploads",
          status: "Enabled",
          filter: { prefix: "" },
          abort_incomplete_multipart_upload: { days_after_initiation: 7 },
        },
      ],
    },
    aws_s3_bucket_policy: {
      ...reference,
      policy: JSON.stringify({
        Version: "2012-10-17",
        Statement: [
          { Sid: "DenyPlainHttp", ...refused, Condition: { Bool: { "aws:SecureTransport": "false" } } },
          { Sid: "DenyOldTls", ...refused, Condition: { NumericLessThan: { "s3:TlsVersion": "1.2" } } },
          ...statements,
        ],
      }),
    },
  };
  if (isLogged) {
    kinds.aws_s3_bucket_logging = {
      ...reference,
      target_bucket: "${aws_s3_bucket.logs.id}",
      target_prefix: `acme-radiology-${name}/`,
    };
    kinds.aws_s3_bucket_object_lock_configuration = {
      ...reference,
      rule: { default_retention: { mode: "COMPLIANCE", days: 3650 } },
    };
  }
  return Object.fromEntries(Object.entries(kinds).map(([kind, attributes]) => [kind, { [name]: attributes }]));
}

const WRITES = ["s3:DeleteObject", "s3:DeleteObjectVersion", "s3:PutObject"];
const ONLY_SERVICES_WRITE = (name: string) => ({
  Sid: "DenyWritesButByServices",
  Effect: "Deny",
  Principal: "*",
  Action: WRITES,
  Resource: `\${aws_s3_bucket.${name}.arn}/*`,
  Condition: { Bool: { "aws:PrincipalIsAWSService": "false" } },
});

export const MODELS = bucket({
  name: "models",
  content: "model",
  isLogged: true,
  statements: [
    {
      Sid: "DenyWritesButByPublishers",
      Effect: "Deny",
      Principal: "*",
      Action: WRITES,
      Resource: "${aws_s3_bucket.models.arn}/*",
      Condition: { ArnNotEquals: { "aws:PrincipalArn": [PUBLISHER] } },
    },
    {
      Sid: "Publish",
      Effect: "Allow",
      Principal: { AWS: PUBLISHER },
      Action: "s3:PutObject",
      Resource: "${aws_s3_bucket.models.arn}/*",
    },
  ],
});

export const TRAILS = bucket({
  name: "trail",
  content: "audit",
  isLogged: true,
  statements: [
    ONLY_SERVICES_WRITE("trail"),
    {
      Sid: "TrailChecksBucket",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:GetBucketAcl",
      Resource: "${aws_s3_bucket.trail.arn}",
      Condition: { StringEquals: { "aws:SourceArn": TRAIL } },
    },
    {
      Sid: "TrailWritesRecords",
      Effect: "Allow",
      Principal: { Service: "cloudtrail.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: `\${aws_s3_bucket.trail.arn}/AWSLogs/${ACCOUNT}/*`,
      Condition: { StringEquals: { "aws:SourceArn": TRAIL, "s3:x-amz-acl": "bucket-owner-full-control" } },
    },
  ],
});

export const LOGS = bucket({
  name: "logs",
  content: "log",
  isLogged: false,
  statements: [
    ONLY_SERVICES_WRITE("logs"),
    {
      Sid: "LogDelivery",
      Effect: "Allow",
      Principal: { Service: "logging.s3.amazonaws.com" },
      Action: "s3:PutObject",
      Resource: "${aws_s3_bucket.logs.arn}/*",
      Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
    },
  ],
});
