import type { SkippedInput } from "./read-summary";
import type { Resource } from "./resource";
import { isUnknown } from "./unknown";

/** Resources that stand for others, which are written where no reader of ours looks. Of a Helm release, the values are read. */
const OPAQUE: Readonly<Record<string, string>> = {
  module: "is not looked into: a module from elsewhere: what it makes is judged on the plan",
  helm_release:
    "is judged by its values alone: the templates of its chart are not looked into: check what helm template prints with these values",
  kubectl_manifest: "is not looked into: a manifest as text: check the manifest itself",
  kubectl_file_documents: "is not looked into: manifests as text: check the manifests themselves",
};

/** API groups of Kubernetes itself, whose kinds the controls know. */
const OWN_GROUP = /^(?:v\d\w*|(?:apps|batch|autoscaling|policy|extensions|[\w.-]+\.k8s\.io)\/\w+)$/;

/**
 * Resources that run models or those who make them, and that no control is about. Of the many other kinds without one
 * (routes, records, alarms) nothing is said: they are parts of what is judged.
 */
const SERVES_UNJUDGED: ReadonlySet<string> = new Set([
  "aws_instance",
  "aws_spot_instance_request",
  "aws_ecs_service",
  "aws_ecs_task_definition",
  "aws_batch_job_definition",
  "aws_lambda_function",
  "aws_apprunner_service",
  "aws_sagemaker_notebook_instance",
  "aws_sagemaker_domain",
  "aws_sagemaker_user_profile",
  "aws_sagemaker_app",
  "aws_bedrock_custom_model",
  "aws_bedrockagent_agent",
  "aws_bedrockagent_knowledge_base",
  "google_cloud_run_service",
  "google_cloud_run_v2_service",
  "google_cloud_run_v2_job",
  "google_cloudfunctions2_function",
  "google_notebooks_instance",
  "google_workbench_instance",
  "google_colab_runtime",
]);

/** Objects that are judged by what they say of themselves, and that install what is not looked into. */
const INSTALLS = /^helm\.toolkit\.fluxcd\.io\/\w+ HelmRelease$/;

/** What was met and not looked into, so that a clean verdict says nothing about it. */
export function unseen(resources: readonly Resource[], isJudged: (kind: string) => boolean): SkippedInput[] {
  const skipped: SkippedInput[] = [];
  const strangers = new Map<string, Set<string>>();
  for (const { kind, mode, address, attributes, origin } of resources) {
    const why = Object.hasOwn(OPAQUE, kind) ? OPAQUE[kind] : undefined;
    if (mode === "managed" && why !== undefined) {
      const source = typeof attributes.source === "string" ? ` (${attributes.source})` : "";
      skipped.push({ path: origin.file, reason: `${address}${source} ${why}` });
    } else if (kind === "kubernetes_manifest" && isUnknown(attributes.manifest)) {
      skipped.push({
        path: origin.file,
        reason: `${address} is not looked into: its manifest is known only after apply`,
      });
    } else if (mode === "manifest" && INSTALLS.test(kind)) {
      skipped.push({
        path: origin.file,
        reason: `${address} is not looked into: neither its values nor the templates of its chart: check what helm template prints`,
      });
    } else if (mode === "managed" && SERVES_UNJUDGED.has(kind) && !isJudged(kind)) {
      strangers.set(origin.file, (strangers.get(origin.file) ?? new Set()).add(kind));
    } else if (mode === "manifest" && !OWN_GROUP.test(kind.split(" ")[0] ?? "") && !isJudged(kind)) {
      strangers.set(origin.file, (strangers.get(origin.file) ?? new Set()).add(kind));
    }
  }
  for (const [path, kinds] of strangers) {
    skipped.push({ path, reason: `no control but those on every resource judges ${[...kinds].sort().join(", ")}` });
  }
  return skipped;
}
