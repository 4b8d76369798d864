import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Resource } from "../resource";
import { isUnknown } from "../unknown";
import { target } from "./references";
import { satellites } from "./satellites";

/** What a security group can stand before in a serving estate, and the attribute that says so. None of it is an edge. */
const USERS: readonly (readonly [kind: string, attribute: string])[] = [
  ["aws_eks_cluster", "vpc_config.security_group_ids"],
  ["aws_launch_template", "vpc_security_group_ids"],
  ["aws_launch_template", "network_interfaces.security_groups"],
  ["aws_vpc_endpoint", "security_group_ids"],
  ["aws_sagemaker_model", "vpc_config.security_group_ids"],
];

/** Whether the security group, or the group that the rule belongs to, surely stands before a cluster, nodes, endpoints or a model. */
export function guardsServing(estate: Estate, resource: Resource): boolean {
  const group =
    resource.kind === "aws_security_group"
      ? resource
      : target(estate, resource, "security_group_id", "aws_security_group");
  return group !== undefined && !isUnknown(group) && standsBefore(estate, group);
}

const standsBefore = remembered((estate: Estate, group: Resource): boolean =>
  USERS.some(([kind, attribute]) => satellites(estate, group, kind, attribute).found.length > 0),
);
