/** The JSON of a plan that makes the bucket, with further keys of the plan where a test wants them. */
export function planOf(bucket: object, further: object = {}): string {
  const address = "aws_s3_bucket.models";
  const change = { actions: ["create"], before: null, after: bucket, after_unknown: {} };
  return JSON.stringify({
    format_version: "1.2",
    terraform_version: "1.13.0",
    planned_values: {},
    resource_changes: [{ address, mode: "managed", type: "aws_s3_bucket", name: "models", change }],
    ...further,
  });
}

/** Controls of a user's own: the catalogue grows, and what it says of a bucket is none of the command's tests. */
export const OWNED = `controls:
  - id: ACME_BUCKET_OWNED
    severity: high
    title: Every bucket says its owner
    appliesTo: [aws_s3_bucket]
    require: self.tags != null && "owner" in self.tags
    attribute: tags
    remediation: Tag it.
    cases:
      - name: a bucket with an owner
        expect: holds
        resource: { aws_s3_bucket: { models: { tags: { owner: vision } } } }
      - name: a bucket without tags
        expect: fails
        resource: { aws_s3_bucket: { models: { bucket: models } } }
`;

export const OWNED_PLAN = planOf({ bucket: "models", tags: { owner: "vision" } });
export const UNOWNED_PLAN = planOf({ bucket: "models", tags: null });
