/** Names of attributes without indexes: `scaling_config.max_size` for `scaling_config.0.max_size`. */
export function plainPath(path: string): string {
  return path.replaceAll(/\.\d+(?=\.|$)/g, "");
}

/** Words for people and for billing; no provider serves, guards or grants by them. */
const LABELS =
  /^(?:tags|tags_all|labels|terraform_labels|effective_labels|user_labels|resource_labels|description|display_name|comment|friendly_name)(?:\.|$)/;

/** Objects of Kubernetes and services of Cloud Run: controllers and the platform itself act on what they are annotated with. */
const ANNOTATED = /^(?:kubernetes_|google_cloud_run_|google_cloudfunctions2?_)|^\S+ \S+$/;
const OBJECT_LABELS = /^(?:manifest\.)?(?:metadata\.)?(?:labels|effective_labels|terraform_labels)(?:\.|$)/;
const ANNOTATIONS = /^(?:manifest\.)?(?:metadata\.|template\.)?(?:annotations|effective_annotations)(?:\.(.*))?$/;

/** Annotations by which nothing acts: notes of tools, for tools and people. */
const NOTES =
  /^(?:app\.kubernetes\.io\/|helm\.sh\/|meta\.helm\.sh\/|kubectl\.kubernetes\.io\/last-applied-configuration$|kubernetes\.io\/change-cause$|deployment\.kubernetes\.io\/revision$|argocd\.argoproj\.io\/tracking-id$|prometheus\.io\/|run\.googleapis\.com\/(?:client-name|client-version|operation-id)$|client\.knative\.dev\/|serving\.knative\.dev\/(?:creator|lastModifier)$|(?:description|owner|team|contact|commit|version)$)/;

/** Objects that others are chosen by the labels of: what is admitted, where pods land, what a role is put together of. */
const CHOSEN =
  /^(?:kubernetes_(?:namespace|pod|node|cluster_role)(?:_v\d+)?|kubernetes_labels|\S+ (?:Namespace|Pod|Node|ClusterRole))$/;

/** What a provider or a controller counts up by itself. */
const COUNTED =
  /(?:^|\.)(?:etag|fingerprint|label_fingerprint|metadata_fingerprint|generation|metageneration|resource_version|serial|last_[a-z_]+|updated?_(?:at|time|on|date)|update_time|modified_[a-z_]+|latest_[a-z_]+|unique_id_prefix|creation_[a-z_]+|observed_generation|latest_restorable_time)$|^revision$/;

/** Which revision gets how much of what is asked. */
const TRAFFIC = /^traffic(?:\.|$)/;

/** Whether the attribute only describes, or is counted up by the provider. */
export function isDescription(kind: string, path: string): boolean {
  const plain = plainPath(path);
  if (COUNTED.test(plain)) {
    return !TRAFFIC.test(plain);
  }
  const note = ANNOTATIONS.exec(plain);
  if (note !== null) {
    const [, name] = note;
    return !ANNOTATED.test(kind) || (name !== undefined && NOTES.test(name));
  }
  if (ANNOTATED.test(kind) && OBJECT_LABELS.test(plain)) {
    return !CHOSEN.test(kind);
  }
  return LABELS.test(plain) && !isDeciding(kind, plain);
}

/** The labels of a node group are those of its nodes: pods are placed by them. Google's tags are what firewalls and policies go by. */
function isDeciding(kind: string, plain: string): boolean {
  return (
    (kind === "aws_eks_node_group" && plain.startsWith("labels")) ||
    (kind.startsWith("google_") && plain.startsWith("tags"))
  );
}
