import type { Estate } from "../estate";
import { policyStatements } from "../policy-document";
import { PolicyDocumentError } from "../policy-element";
import type { Resource } from "../resource";
import { isUnknown } from "../unknown";
import { isGone } from "./existence";
import { target } from "./references";
import { roleStatements } from "./roles";
import { satellites } from "./satellites";
import { serviceAccountsOf, servingRoles } from "./service-accounts";
import { isAttributes, own, textOf } from "./values";

/** Namespaces of what runs a cluster: its pods serve no models, and need rights that no model server should have. */
const PLATFORM_NAMESPACE =
  /^(?:kube-.*|amazon-.*|aws-.*|gke-.*|gmp-.*|istio-.*|.*-operators?|.*-system|argocd|argo|atlantis|backup|cert-manager|cluster-autoscaler|crossplane|external-dns|external-secrets|fluent-?bit|flux|grafana|ingress-nginx|jenkins|karpenter|keda|kubecost|logging|loki|mimir|monitoring|observability|opentelemetry|prometheus|tempo|terraform|thanos|vault|velero)$/;

const NAMESPACE_TAG = "aws:requesttag/kubernetes-namespace";

const ATTACHMENTS: readonly string[] = [
  "aws_iam_role_policy_attachment",
  "aws_iam_user_policy_attachment",
  "aws_iam_group_policy_attachment",
  "aws_iam_policy_attachment",
];

interface Serving {
  readonly roles: ReadonlySet<Resource>;

  /** The resources that say what those roles may do. */
  readonly documents: ReadonlySet<Resource>;
}

const known = new WeakMap<Estate, Serving>();
const bounding = new WeakMap<Estate, ReadonlySet<Resource>>();

/** Whether the namespace is one of what runs a cluster, not of a tenant. */
export function isPlatformNamespace(namespace: string): boolean {
  return PLATFORM_NAMESPACE.test(namespace);
}

/** Whether workloads take the role: pods do, and they are not an add-on's or the platform's. */
export function isServingRole(estate: Estate, role: Resource): boolean {
  return servingIn(estate).roles.has(role);
}

/** Whether a serving role may do what the resource says: its inline policy, a policy attached to it, the role itself. */
export function servesThrough(estate: Estate, policy: Resource): boolean {
  const { roles, documents } = servingIn(estate);
  return roles.has(policy) || documents.has(policy);
}

/** Whether the policy only bounds roles: it is their permissions boundary, or is called one, and nothing attaches it. */
export function isBoundary(estate: Estate, policy: Resource): boolean {
  if (policy.kind !== "aws_iam_policy") {
    return false;
  }
  const name = textOf(own(policy.attributes, "name")) ?? textOf(own(policy.attributes, "name_prefix")) ?? "";
  return (
    (boundariesIn(estate).has(policy) || /boundary/i.test(name)) &&
    ATTACHMENTS.every((kind) => satellites(estate, policy, kind, "policy_arn").found.length === 0) &&
    satellites(estate, policy, "aws_iam_role", "managed_policy_arns").found.length === 0
  );
}

function boundariesIn(estate: Estate): ReadonlySet<Resource> {
  let boundaries = bounding.get(estate);
  if (boundaries === undefined) {
    boundaries = new Set(
      ["aws_iam_role", "aws_iam_user"]
        .flatMap((kind) => estate.ofKind(kind))
        .filter((bound) => bound.mode !== "data" && !isGone(bound))
        .flatMap((bound) => {
          const boundary = target(estate, bound, "permissions_boundary", "aws_iam_policy");
          return boundary === undefined || isUnknown(boundary) ? [] : [boundary];
        }),
    );
    bounding.set(estate, boundaries);
  }
  return boundaries;
}

function servingIn(estate: Estate): Serving {
  let serving = known.get(estate);
  if (serving === undefined) {
    const roles = new Set(servingRoles(estate).filter((role) => !isOfPlatform(estate, role)));
    const documents = new Set(
      [...roles].flatMap((role) => {
        const { statements, malformed } = roleStatements(estate, role);
        return [...statements.map(({ from }) => from), ...malformed];
      }),
    );
    serving = { roles, documents };
    known.set(estate, serving);
  }
  return serving;
}

function isOfPlatform(estate: Estate, role: Resource): boolean {
  const namespaces = [
    ...serviceAccountsOf(estate, role).flatMap(({ namespace }) => (namespace === undefined ? [] : [namespace])),
    ...namespacesTrusted(estate, role),
  ];
  return (
    (namespaces.length > 0 && namespaces.every((namespace) => PLATFORM_NAMESPACE.test(namespace))) ||
    ["service_account_role_arn", "pod_identity_association.role_arn"].some(
      (link) => satellites(estate, role, "aws_eks_addon", link).found.length > 0,
    )
  );
}

/** Namespaces that a trust in Pod Identity narrows the sessions to. */
function namespacesTrusted(estate: Estate, role: Resource): readonly string[] {
  try {
    const statements = policyStatements(own(role.attributes, "assume_role_policy"), estate, role.root);
    return isUnknown(statements)
      ? []
      : statements.flatMap(({ conditions }) =>
          conditions.flatMap((condition) =>
            isAttributes(condition) && String(condition.variable).toLowerCase() === NAMESPACE_TAG
              ? condition.values.map(String)
              : [],
          ),
        );
  } catch (error) {
    if (error instanceof PolicyDocumentError) {
      return [];
    }
    throw error;
  }
}
