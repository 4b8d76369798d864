import { add, decide, drop, type Fixes, ofSubject, on, set, unset } from "./fix";

const BLOCKS = {
  block_public_acls: true,
  block_public_policy: true,
  ignore_public_acls: true,
  restrict_public_buckets: true,
};

export const AWS_S3_FIXES: Fixes = {
  AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT: [
    add("aws_s3_bucket_public_access_block", "public_access", { bucket: ofSubject(), ...BLOCKS }),
  ],
  AWS_S3_PUBLIC_ACCESS_BLOCK_COMPLETE: Object.keys(BLOCKS).map((name) => set(name, true)),
  AWS_S3_ACCOUNT_PUBLIC_ACCESS_BLOCK: Object.keys(BLOCKS).map((name) => set(name, true)),
  AWS_S3_ACCESS_POINT_PUBLIC_ACCESS_BLOCK: Object.keys(BLOCKS).map((name) =>
    set(`public_access_block_configuration.${name}`, true),
  ),
  // A canned ACL and grants exclude each other.
  AWS_S3_ACL_NOT_PUBLIC: [set("acl", "private"), unset("grant"), unset("access_control_policy")],
  AWS_S3_MODEL_ACL_UNSET: [unset("acl"), on("aws_s3_bucket_acl", drop())],
  AWS_S3_NO_WEBSITE: [
    decide(
      "Who serves the page instead: remove the website configuration, and let a CDN read the bucket, which stays private. A name " +
        "that only has to lead elsewhere may redirect everything.",
      {
        hcl: `resource "aws_s3_bucket_website_configuration" "moved" {
  bucket = aws_s3_bucket.moved.id

  redirect_all_requests_to {
    host_name = "www.acme.example"
    protocol  = "https"
  }
}`,
        cdktf: `import { S3BucketWebsiteConfiguration } from "@cdktf/provider-aws/lib/s3-bucket-website-configuration";

new S3BucketWebsiteConfiguration(this, "Moved", {
  bucket: moved.id,
  redirectAllRequestsTo: { hostName: "www.acme.example", protocol: "https" },
});`,
      },
    ),
  ],
  AWS_S3_BUCKET_OWNER_ENFORCED: [set("rule.object_ownership", "BucketOwnerEnforced")],
  AWS_S3_MODEL_OWNERSHIP_PRESENT: [
    add("aws_s3_bucket_ownership_controls", "ownership", {
      bucket: ofSubject(),
      rule: { object_ownership: "BucketOwnerEnforced" },
    }),
  ],
};
