import { FlowLog } from "@cdktf/provider-aws/lib/flow-log";
import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import type { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { physicalName } from "../core/names";
import { AwsLookups } from "./aws-lookups";
import type { ModelKey } from "./model-key";
import { PolicyDocument } from "./policy-document";
import { ServingLogGroup } from "./serving-log-group";
import { serviceTrust } from "./trust";

const AGGREGATION_SECONDS = 60;

/** Writes every accepted and refused connection of the VPC into an encrypted log group: weights that leave are seen. */
export function logFlows(network: Construct, vpc: Vpc, logKey: ModelKey | undefined): void {
  const scope = new Construct(network, "FlowLogs");
  const lookups = AwsLookups.of(network);
  const logGroup = new ServingLogGroup(scope, "LogGroup", { key: logKey });
  const role = new IamRole(scope, "Role", {
    name: physicalName(scope, 64),
    description: `Writes the flow logs of ${network.node.path}`,
    assumeRolePolicy: serviceTrust("vpc-flow-logs.amazonaws.com", {
      StringEquals: { "aws:SourceAccount": lookups.accountId },
      ArnLike: { "aws:SourceArn": lookups.regionalArn("ec2", "vpc-flow-log/*") },
    }),
  });
  const policy = new PolicyDocument({
    sid: "WriteFlowLogs",
    actions: ["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
    resources: [`${logGroup.arn}:*`],
  });
  new IamRolePolicy(scope, "RolePolicy", { role: role.id, name: "write-flow-logs", policy: policy.json });
  new FlowLog(scope, "Resource", {
    vpcId: vpc.id,
    trafficType: "ALL",
    logDestinationType: "cloud-watch-logs",
    logDestination: logGroup.arn,
    iamRoleArn: role.arn,
    maxAggregationInterval: AGGREGATION_SECONDS,
    tags: { Name: network.node.path },
  });
}
