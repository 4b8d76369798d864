import { NOTHING, type Planned, planned } from "./planned";

const ALLOW = { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" };

describe("what else opens", () => {
  const everybody = JSON.stringify({ Statement: [{ ...ALLOW, Principal: { AWS: "*" }, Action: "x:*" }] });
  const nobody = JSON.stringify({ Statement: [] });
  const blocks = {
    block_public_acls: true,
    ignore_public_acls: true,
    block_public_policy: true,
    restrict_public_buckets: true,
  };
  const armor = (action: string): object => ({
    security_policy: "p",
    action,
    priority: 1,
    match: [{ config: [{ src_ip_ranges: ["*"] }] }],
  });
  const both = (address: string, values: object): Planned => [address, values, values];
  const get = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*" };

  test.each<readonly [string, readonly Planned[], string]>([
    [
      "OpenSearch",
      [["aws_opensearch_domain.d", { access_policies: nobody }, { access_policies: everybody }]],
      "aws_opensearch_domain.d < internet anyone: x:*",
    ],
    [
      "OpenSearch in a VPC",
      [
        [
          "aws_opensearch_domain.d",
          { vpc_options: [{}], access_policies: nobody },
          { vpc_options: [{}], access_policies: everybody },
        ],
      ],
      "aws_opensearch_domain.d < any-account anyone: x:*",
    ],
    [
      "a policy of OpenSearch",
      [["aws_opensearch_domain_policy.d", null, { domain_name: "d", access_policies: everybody }]],
      "d < internet anyone: x:*",
    ],
    [
      "Glue",
      [["aws_glue_resource_policy.g", null, { policy: everybody }]],
      "aws_glue_resource_policy.g < any-account anyone: x:*",
    ],
    [
      "a layer",
      [
        [
          "aws_lambda_layer_version_permission.l",
          null,
          { layer_name: "l", principal: "*", action: "lambda:GetLayerVersion" },
        ],
      ],
      "l < any-account anyone: lambda:GetLayerVersion",
    ],
    [
      "a dataset",
      [
        [
          "google_bigquery_dataset.d",
          { access: [] },
          { access: [{ role: "READER", special_group: "allAuthenticatedUsers" }] },
        ],
      ],
      "google_bigquery_dataset.d < any-account allAuthenticatedUsers: READER",
    ],
    [
      "access to a dataset",
      [["google_bigquery_dataset_access.d", null, { dataset_id: "k", role: "READER", iam_member: "allUsers" }]],
      "k < internet allUsers: READER",
    ],
    [
      "snapshots",
      [["aws_ebs_snapshot_block_public_access.s", { state: "block-all-sharing" }, { state: "unblocked" }]],
      "aws_ebs_snapshot_block_public_access.s < any-account any account of AWS, with which a snapshot is shared: snapshots, which nothing keeps from being public ?",
    ],
    [
      "Cloud Armor",
      [["google_compute_security_policy_rule.r", armor("deny(403)"), armor("allow")]],
      "p < internet 0.0.0.0/0: requests that it filters",
    ],
    [
      "a policy in place that is restricted no more",
      [
        both("aws_s3_bucket.b", { id: "b", bucket: "b" }),
        both("aws_s3_bucket_policy.p", { bucket: "b", policy: JSON.stringify({ Statement: [get] }) }),
        [
          "aws_s3_bucket_public_access_block.x",
          { bucket: "b", ...blocks },
          { bucket: "b", ...blocks, restrict_public_buckets: false },
        ],
      ],
      "aws_s3_bucket.b < internet anyone: s3:GetObject",
    ],
    [
      "an ACL in place that is ignored no more",
      [
        both("aws_s3_bucket.b", { id: "b", bucket: "b" }),
        both("aws_s3_bucket_acl.a", { bucket: "b", acl: "public-read" }),
        [
          "aws_s3_bucket_public_access_block.x",
          { bucket: "b", ...blocks },
          { bucket: "b", ...blocks, ignore_public_acls: false },
        ],
      ],
      "aws_s3_bucket.b < internet anyone: READ by ACL",
    ],
    [
      "a route that asks nobody",
      [
        [
          "aws_apigatewayv2_route.r",
          { api_id: "a", route_key: "GET /", authorization_type: "JWT" },
          { api_id: "a", route_key: "GET /", authorization_type: "NONE" },
        ],
      ],
      "a < internet 0.0.0.0/0: requests without authorization, GET /",
    ],
    [
      "a method that asks nobody",
      [
        [
          "aws_api_gateway_method.m",
          { rest_api_id: "a", http_method: "GET", authorization: "AWS_IAM" },
          { rest_api_id: "a", http_method: "GET", authorization: "NONE" },
        ],
      ],
      "a < internet 0.0.0.0/0: requests without authorization, GET",
    ],
    [
      "a function by its name",
      [
        [
          "google_cloudfunctions_function_iam_member.i",
          null,
          { cloud_function: "s", role: "roles/cloudfunctions.invoker", member: "allUsers" },
        ],
      ],
      "s < internet allUsers: roles/cloudfunctions.invoker",
    ],
  ])("%s", (_, all, gained) => {
    expect(planned(...all)).toEqual({ gained: [gained], lost: [] });
  });

  test("a new policy of Cloud Armor opens nothing", () => {
    expect(planned(["google_compute_security_policy_rule.r", null, armor("allow")])).toEqual(NOTHING);
  });
});
