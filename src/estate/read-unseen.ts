import type { SkippedInput } from "./read-summary";
import type { Resource } from "./resource";
import { isUnknown } from "./unknown";

/** Resources that stand for others, which are written where no reader of ours looks. */
const OPAQUE: Readonly<Record<string, string>> = {
  module: "a module from elsewhere: what it makes is judged on the plan",
  helm_release: "a Helm release: check its chart, or what helm template prints",
  kubectl_manifest: "a manifest as text: check the manifest itself",
  kubectl_file_documents: "manifests as text: check the manifests themselves",
};

/** API groups of Kubernetes itself, whose kinds the controls know. */
const OWN_GROUP = /^(?:v\d\w*|(?:apps|batch|autoscaling|policy|extensions|[\w.-]+\.k8s\.io)\/\w+)$/;

/** What was met and not looked into, so that a clean verdict says nothing about it. */
export function unseen(resources: readonly Resource[], isJudged: (kind: string) => boolean): SkippedInput[] {
  const skipped: SkippedInput[] = [];
  const strangers = new Map<string, Set<string>>();
  for (const { kind, mode, address, attributes, origin } of resources) {
    const why = Object.hasOwn(OPAQUE, kind) ? OPAQUE[kind] : undefined;
    if (mode === "managed" && why !== undefined) {
      const source = typeof attributes.source === "string" ? ` (${attributes.source})` : "";
      skipped.push({ path: origin.file, reason: `${address}${source} is not looked into: ${why}` });
    } else if (kind === "kubernetes_manifest" && isUnknown(attributes.manifest)) {
      skipped.push({
        path: origin.file,
        reason: `${address} is not looked into: its manifest is known only after apply`,
      });
    } else if (mode === "manifest" && !OWN_GROUP.test(kind.split(" ")[0] ?? "") && !isJudged(kind)) {
      strangers.set(origin.file, (strangers.get(origin.file) ?? new Set()).add(kind));
    }
  }
  for (const [path, kinds] of strangers) {
    skipped.push({ path, reason: `no control but that on secrets judges ${[...kinds].sort().join(", ")}` });
  }
  return skipped;
}
