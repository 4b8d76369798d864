import { isDescription, plainPath } from "../../src/change/description";

test.each([
  ["scaling_config.0.max_size", "scaling_config.max_size"],
  ["a.0.b.12.c", "a.b.c"],
  ["tags.1st", "tags.1st"],
  ["rule.0", "rule"],
])("%s is %s without its indexes", (path, plain) => {
  expect(plainPath(path)).toBe(plain);
});

test.each([
  ["aws_s3_bucket", "tags.owner", true],
  ["aws_s3_bucket", "tags_all", true],
  ["google_container_cluster", "effective_labels.tier", true],
  ["kubernetes_service_v1", "metadata.0.labels.app", true],
  ["aws_kms_key", "description", true],
  ["kubernetes_deployment_v1", "metadata.0.resource_version", true],
  ["aws_launch_template", "latest_version", true],
  ["aws_eks_node_group", "labels.workload", false],
  ["aws_eks_node_group", "tags.workload", true],
  ["kubernetes_deployment_v1", "spec.0.template.0.metadata.0.labels.app", false],
  ["aws_instance", "instance_type", false],
  ["aws_s3_bucket_versioning", "versioning_configuration.0.status", false],
  ["google_compute_instance", "labels.team", true],
  ["google_compute_instance", "tags.0", false],
  ["google_compute_instance_from_template", "tags", false],
  ["kubernetes_namespace_v1", "metadata.0.labels.pod-security.kubernetes.io/enforce", false],
  ["v1 Namespace", "metadata.labels.access", false],
  ["kubernetes_labels", "labels.tier", false],
  ["rbac.authorization.k8s.io/v1 ClusterRole", "metadata.labels.rbac.example.com/aggregate-to-view", false],
  ["kubernetes_service_account_v1", "metadata.0.annotations.eks.amazonaws.com/role-arn", false],
  ["kubernetes_service_account_v1", "metadata.0.annotations", false],
  ["kubernetes_annotations", "annotations.networking.gke.io/load-balancer-type", false],
  ["networking.k8s.io/v1 Ingress", "metadata.annotations.nginx.ingress.kubernetes.io/auth-url", false],
  ["kubernetes_manifest", "manifest.metadata.annotations.a", false],
  ["kubernetes_manifest", "manifest.metadata.labels.a", true],
  ["apps/v1 Deployment", "metadata.annotations.kubernetes.io/change-cause", true],
  ["apps/v1 Deployment", "metadata.annotations.helm.sh/chart", true],
  ["google_cloud_run_service", "metadata.0.annotations.run.googleapis.com/ingress", false],
  ["google_cloud_run_service", "metadata.0.annotations.run.googleapis.com/client-name", true],
  ["google_cloud_run_v2_service", "annotations.run.googleapis.com/ingress", false],
  ["google_cloud_run_v2_service", "traffic.0.revision", false],
  ["google_cloud_run_v2_service", "traffic.0.latest_revision", false],
  ["aws_msk_cluster", "configuration_info.0.revision", false],
  ["aws_ecs_task_definition", "revision", true],
  ["google_secret_manager_secret", "annotations.a", true],
])("of %s, %s only describes: %s", (kind, path, expected) => {
  expect(isDescription(kind, path)).toBe(expected);
});
