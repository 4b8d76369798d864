import { type Planned, planned } from "./planned";

/** What tells which account is one's own. */
const OWN: Planned = [
  "aws_iam_role.own",
  { name: "own", arn: "arn:aws:iam::111111111111:role/own" },
  { name: "own", arn: "arn:aws:iam::111111111111:role/own" },
];
const OTHER = "999999999999";
const ROOT = `arn:aws:iam::${OTHER}:root`;
const ANYONE = policyFor("*");

function policyFor(principal: unknown, condition: object = {}): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [{ Effect: "Allow", Principal: principal, Action: "x:Do", Resource: "*", Condition: condition }],
  });
}

/** What comes to be is gained as this; nothing where it is undefined. */
type Made = readonly [name: string, address: string, values: object, gained?: string];

function testMade(cases: readonly Made[]): void {
  const gains = cases.map(([name, address, values, gained]) => [name, address, values, gained ?? ""] as const);
  test.each(gains)("%s", (_, address, values, gained) => {
    expect(planned(OWN, [address, null, values])).toEqual({ gained: gained === "" ? [] : [gained], lost: [] });
  });
}

describe("policies of what other accounts use", () => {
  testMade([
    [
      "a stream",
      "aws_kinesis_resource_policy.p",
      { resource_arn: "s", policy: policyFor({ AWS: ROOT }) },
      `s < other-account ${ROOT}: x:Do`,
    ],
    [
      "a bus",
      "aws_cloudwatch_event_bus_policy.p",
      { event_bus_name: "b", policy: ANYONE },
      "b < any-account anyone: x:Do",
    ],
    [
      "a destination of logs",
      "aws_cloudwatch_log_destination_policy.p",
      { destination_name: "d", access_policy: ANYONE },
      "d < any-account anyone: x:Do",
    ],
    [
      "a vault",
      "aws_glacier_vault.v",
      { name: "v", access_policy: ANYONE },
      "aws_glacier_vault.v < any-account anyone: x:Do",
    ],
    [
      "public images",
      "aws_ecrpublic_repository_policy.p",
      { repository_name: "r", policy: ANYONE },
      "r < any-account anyone: x:Do",
    ],
    [
      "a service of Lattice",
      "aws_vpclattice_auth_policy.p",
      { resource_identifier: "svc", policy: ANYONE },
      "svc < any-account anyone: x:Do",
    ],
    [
      "an identity of SES",
      "aws_ses_identity_policy.p",
      { identity: "i", policy: ANYONE },
      "i < any-account anyone: x:Do",
    ],
    [
      "an identity of SES, version 2",
      "aws_sesv2_email_identity_policy.p",
      { email_identity: "i", policy: ANYONE },
      "i < any-account anyone: x:Do",
    ],
    [
      "a container of media",
      "aws_media_store_container_policy.p",
      { container_name: "c", policy: ANYONE },
      "c < internet anyone: x:Do",
    ],
    [
      "a bucket of tables",
      "aws_s3tables_table_bucket_policy.p",
      { table_bucket_arn: "t", resource_policy: ANYONE },
      "t < any-account anyone: x:Do",
    ],
    [
      "brokers",
      "aws_msk_cluster_policy.p",
      { cluster_arn: "m", policy: policyFor({ AWS: ROOT }) },
      `m < other-account ${ROOT}: x:Do`,
    ],
    [
      "an access point of several regions",
      "aws_s3control_multi_region_access_point_policy.p",
      { details: [{ name: "a", policy: ANYONE }] },
      "a < any-account anyone: x:Do",
    ],
  ]);
});

describe("what is granted, shared and permitted by a resource of its own", () => {
  const permission = (values: object): object => ({ function_name: "f", action: "lambda:InvokeFunction", ...values });
  const invoked = "lambda:InvokeFunction";

  testMade([
    [
      "a key",
      "aws_kms_grant.g",
      { key_id: "k", grantee_principal: ROOT, operations: ["Decrypt", "CreateGrant"] },
      `k < other-account ${ROOT}: kms:CreateGrant, kms:Decrypt`,
    ],
    [
      "a key, to one's own",
      "aws_kms_grant.g",
      { key_id: "k", grantee_principal: "arn:aws:iam::111111111111:role/own", operations: ["Decrypt"] },
    ],
    [
      "objects",
      "aws_s3control_access_grant.g",
      { grantee: [{ grantee_type: "IAM", grantee_identifier: ROOT }] },
      `aws_s3control_access_grant.g < other-account ${ROOT}: objects, by an access grant`,
    ],
    [
      "objects, to a user of the directory",
      "aws_s3control_access_grant.g",
      { grantee: [{ grantee_type: "DIRECTORY_USER", grantee_identifier: "83d43802-00b1-7054-db02-f1d683aacba5" }] },
    ],
    [
      "a document for everybody",
      "aws_ssm_document.d",
      { name: "d", permissions: { type: "Share", account_ids: "All" } },
      "aws_ssm_document.d < any-account any account of AWS: the document",
    ],
    [
      "a document for another account beside one's own",
      "aws_ssm_document.d",
      { name: "d", permissions: { type: "Share", account_ids: `111111111111, ${OTHER}` } },
      `aws_ssm_document.d < other-account ${OTHER}: the document`,
    ],
    [
      "events of everybody",
      "aws_cloudwatch_event_permission.p",
      { event_bus_name: "b", principal: "*" },
      "b < any-account anyone: events:PutEvents",
    ],
    [
      "events of an organization",
      "aws_cloudwatch_event_permission.p",
      {
        event_bus_name: "b",
        principal: "*",
        condition: [{ key: "aws:PrincipalOrgID", type: "StringEquals", value: "o-1" }],
      },
      "b < organization organization o-1: events:PutEvents",
    ],
    [
      "a function, to everybody for another account",
      "aws_lambda_permission.p",
      permission({ principal: "*", source_account: OTHER }),
      `f < other-account account ${OTHER}: ${invoked}`,
    ],
    [
      "a function, to everybody for one's own account",
      "aws_lambda_permission.p",
      permission({ principal: "*", source_account: "111111111111" }),
    ],
    [
      "a function, to everybody for any bucket",
      "aws_lambda_permission.p",
      permission({ principal: "*", source_arn: "arn:aws:s3:::*" }),
      `f < any-account anyone: ${invoked}`,
    ],
    [
      "a function, to everybody for a bucket",
      "aws_lambda_permission.p",
      permission({ principal: "*", source_arn: "arn:aws:s3:::models" }),
    ],
    [
      "a function, to an API of another account",
      "aws_lambda_permission.p",
      permission({ principal: "apigateway.amazonaws.com", source_arn: `arn:aws:execute-api:eu-west-1:${OTHER}:abc/*` }),
      `f < other-account arn:aws:execute-api:eu-west-1:${OTHER}:abc/*: ${invoked}`,
    ],
    [
      "a function, to an API of one's own",
      "aws_lambda_permission.p",
      permission({
        principal: "apigateway.amazonaws.com",
        source_arn: "arn:aws:execute-api:eu-west-1:111111111111:abc/*",
      }),
    ],
  ]);
});

describe("services of AWS that ask for another account", () => {
  const served = (condition: object): object => ({
    bucket: "b",
    policy: policyFor({ Service: "cloudfront.amazonaws.com" }, condition),
  });
  const distribution = (account: string): string => `arn:aws:cloudfront::${account}:distribution/E1`;

  testMade([
    [
      "are told",
      "aws_s3_bucket_policy.p",
      served({ StringEquals: { "AWS:SourceArn": distribution(OTHER) } }),
      `b < other-account ${distribution(OTHER)}: x:Do`,
    ],
    [
      "by its number too",
      "aws_s3_bucket_policy.p",
      served({ StringEquals: { "aws:SourceAccount": OTHER } }),
      `b < other-account account ${OTHER}: x:Do`,
    ],
    [
      "for one's own are not",
      "aws_s3_bucket_policy.p",
      served({ StringEquals: { "AWS:SourceArn": distribution("111111111111") } }),
    ],
    [
      "for a name that only one's own account has",
      "aws_s3_bucket_policy.p",
      served({ StringEquals: { "AWS:SourceArn": distribution(OTHER), "aws:SourceAccount": "111111111111" } }),
    ],
    ["for whoever asks them are left as they are", "aws_s3_bucket_policy.p", served({})],
  ]);
});

describe("ACLs of buckets for other accounts", () => {
  const acl = (owner: string, grantee: object): object => ({
    bucket: "b",
    access_control_policy: [{ owner: [{ id: owner }], grant: [{ permission: "FULL_CONTROL", grantee: [grantee] }] }],
  });
  const block: Planned = (() => {
    const values = {
      bucket: "b",
      block_public_acls: true,
      ignore_public_acls: true,
      block_public_policy: true,
      restrict_public_buckets: true,
    };
    return ["aws_s3_bucket_public_access_block.b", values, values];
  })();
  const bucket = { id: "b", bucket: "b", grant: [{ id: "own", permissions: ["FULL_CONTROL"], type: "CanonicalUser" }] };

  testMade([
    [
      "another owner",
      "aws_s3_bucket_acl.a",
      acl("own", { type: "CanonicalUser", id: "other" }),
      "b < other-account canonical user other: FULL_CONTROL by ACL",
    ],
    ["the owner itself", "aws_s3_bucket_acl.a", acl("own", { type: "CanonicalUser", id: "own" })],
  ]);

  test("are not what a block of public access is about", () => {
    const given = acl("own", { type: "CanonicalUser", id: "other" });
    expect(planned(["aws_s3_bucket.b", bucket, bucket], block, ["aws_s3_bucket_acl.a", null, given]).gained).toEqual([
      "aws_s3_bucket.b < other-account canonical user other: FULL_CONTROL by ACL",
    ]);
  });

  test("a bucket that goes closes nothing that its owner was given", () => {
    expect(planned(["aws_s3_bucket.b", bucket, null]).lost).toEqual([]);
  });

  test("a grant that a bucket has itself", () => {
    const given = {
      ...bucket,
      grant: [...bucket.grant, { id: "other", permissions: ["READ"], type: "CanonicalUser" }],
    };
    expect(planned(["aws_s3_bucket.b", bucket, given]).gained).toEqual([
      "aws_s3_bucket.b < other-account canonical user other: READ by ACL ?",
    ]);
  });
});

describe("buckets that are copied", () => {
  const to = (destination: object, status = "Enabled"): object => ({
    bucket: "b",
    rule: [{ status, destination: [destination] }],
  });
  const kind = "aws_s3_bucket_replication_configuration.r";

  testMade([
    [
      "to another account",
      kind,
      to({ bucket: "arn:aws:s3:::copy", account: OTHER }),
      `b < other-account bucket copy of account ${OTHER}: egress copies of its objects`,
    ],
    [
      "to nobody knows whom",
      kind,
      to({ bucket: "arn:aws:s3:::copy" }),
      "b < other-account bucket copy: egress copies of its objects ?",
    ],
    ["to one's own account", kind, to({ bucket: "arn:aws:s3:::copy", account: "111111111111" })],
    ["by a rule that is switched off", kind, to({ bucket: "arn:aws:s3:::copy", account: OTHER }, "Disabled")],
  ]);

  test("to a bucket of the estate", () => {
    const copy = { id: "copy", bucket: "copy", arn: "arn:aws:s3:::copy" };
    expect(
      planned(OWN, ["aws_s3_bucket.copy", copy, copy], [kind, null, to({ bucket: "arn:aws:s3:::copy" })]).gained,
    ).toEqual([]);
  });
});
