# Twenty rules of the kinds that Modelkeep's catalogue asks, over the planned resources of a plan, as one would write
# them by hand: settings of the resource itself, its satellites found by name, and pods of Kubernetes.
# Only for the comparison of speed in bench: Modelkeep's own export is made by `modelkeep policy export`.
package main

import rego.v1

planned contains change if {
	some change in input.resource_changes
	change.mode == "managed"
	not change.change.actions == ["delete"]
}

of_type[type] contains change if {
	some change in planned
	type := change.type
}

# Satellites by type, under the name that they share with their bucket in its module.
guarded[type] contains sprintf("%s/%s", [object.get(change, "module_address", ""), change.name]) if {
	some type in {"aws_s3_bucket_public_access_block", "aws_s3_bucket_server_side_encryption_configuration", "aws_s3_bucket_versioning", "aws_s3_bucket_policy"}
	some change in of_type[type]
}

key(change) := sprintf("%s/%s", [object.get(change, "module_address", ""), change.name])

said(change, text) := sprintf("%s: %s", [change.address, text])

deny contains said(bucket, "no public access block") if {
	some bucket in of_type.aws_s3_bucket
	not key(bucket) in guarded.aws_s3_bucket_public_access_block
}

deny contains said(bucket, "no encryption") if {
	some bucket in of_type.aws_s3_bucket
	not key(bucket) in guarded.aws_s3_bucket_server_side_encryption_configuration
}

deny contains said(bucket, "no versioning") if {
	some bucket in of_type.aws_s3_bucket
	not key(bucket) in guarded.aws_s3_bucket_versioning
}

deny contains said(bucket, "no policy") if {
	some bucket in of_type.aws_s3_bucket
	not key(bucket) in guarded.aws_s3_bucket_policy
}

deny contains said(block, "not everything is blocked") if {
	some block in of_type.aws_s3_bucket_public_access_block
	some name in ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
	not block.change.after[name] == true
}

deny contains said(policy, "anyone may call") if {
	some policy in of_type.aws_s3_bucket_policy
	document := json.unmarshal(policy.change.after.policy)
	some statement in document.Statement
	statement.Effect == "Allow"
	statement.Principal == "*"
}

deny contains said(role, "anyone may take on the role") if {
	some role in of_type.aws_iam_role
	document := json.unmarshal(role.change.after.assume_role_policy)
	some statement in document.Statement
	statement.Effect == "Allow"
	statement.Principal == "*"
}

deny contains said(policy, "everything is allowed") if {
	some policy in of_type.aws_iam_role_policy
	document := json.unmarshal(policy.change.after.policy)
	some statement in document.Statement
	statement.Effect == "Allow"
	statement.Action == "*"
}

deny contains said(kms, "no rotation") if {
	some kms in of_type.aws_kms_key
	not kms.change.after.enable_key_rotation == true
}

deny contains said(rule, "open to the internet") if {
	some rule in of_type.aws_vpc_security_group_ingress_rule
	rule.change.after.cidr_ipv4 in ["0.0.0.0/0", "::/0"]
}

deny contains said(group, "open to the internet") if {
	some group in of_type.aws_security_group
	some rule in group.change.after.ingress
	some block in rule.cidr_blocks
	block == "0.0.0.0/0"
}

deny contains said(cluster, "public endpoint") if {
	some cluster in of_type.aws_eks_cluster
	not cluster.change.after.vpc_config[0].endpoint_public_access == false
}

deny contains said(cluster, "secrets are not encrypted") if {
	some cluster in of_type.aws_eks_cluster
	count(object.get(cluster.change.after, "encryption_config", [])) == 0
}

deny contains said(cluster, "logs are missing") if {
	some cluster in of_type.aws_eks_cluster
	some log in ["api", "audit", "authenticator", "controllerManager", "scheduler"]
	not log in cluster.change.after.enabled_cluster_log_types
}

deny contains said(template, "IMDSv1") if {
	some template in of_type.aws_launch_template
	not template.change.after.metadata_options[0].http_tokens == "required"
}

deny contains said(template, "volumes are not encrypted") if {
	some template in of_type.aws_launch_template
	some mapping in template.change.after.block_device_mappings
	not mapping.ebs[0].encrypted in ["true", true]
}

deny contains said(repository, "tags can be moved") if {
	some repository in of_type.aws_ecr_repository
	not repository.change.after.image_tag_mutability == "IMMUTABLE"
}

deny contains said(group, "kept for ever") if {
	some group in of_type.aws_cloudwatch_log_group
	not group.change.after.retention_in_days > 0
}

deny contains said(deployment, "privileged") if {
	some deployment in of_type.kubernetes_deployment_v1
	some container in deployment.change.after.spec[0].template[0].spec[0].container
	some context in container.security_context
	context.privileged == true
}

deny contains said(deployment, "may run as root") if {
	some deployment in of_type.kubernetes_deployment_v1
	some container in deployment.change.after.spec[0].template[0].spec[0].container
	not container.security_context[0].run_as_non_root == true
}

deny contains said(service, "faces the internet") if {
	some service in of_type.kubernetes_service_v1
	service.change.after.spec[0].type in ["LoadBalancer", "NodePort"]
}
