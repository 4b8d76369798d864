import { DefaultServiceAccountV1 } from "@cdktf/provider-kubernetes/lib/default-service-account-v1";
import { NamespaceV1 } from "@cdktf/provider-kubernetes/lib/namespace-v1";
import { NetworkPolicyV1 } from "@cdktf/provider-kubernetes/lib/network-policy-v1";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { Validator } from "../core/validation";
import { ownershipMeta } from "./object-meta";

/** Pinned: what `restricted` means must not change with an upgrade of the cluster. */
const POD_SECURITY_VERSION = "v1.33";

/** Properties of {@link ServingNamespace}. */
export interface ServingNamespaceProps {
  /** Name: 1 to 63 lower-case letters, digits and hyphens; those of the system are refused. */
  readonly name: string;
}

/**
 * A namespace in which nothing may talk to anything until it is said, pods run under the restricted profile, and the default
 * service account carries no token.
 *
 * Throws a ValidationError when the name is not fit.
 *
 * @see docs/hardening.md#kubernetes-workloads
 */
export class ServingNamespace extends Construct {
  /**
   * The namespace of that name in the stack of `scope`: made at the first call, found from then on.
   *
   * @param scope any construct of the stack
   * @param name name of the namespace
   */
  public static of(scope: Construct, name: string): ServingNamespace {
    const stack = TerraformStack.of(scope);
    return namespacesOf(stack).get(name) ?? new ServingNamespace(stack, `Namespace-${name}`, { name });
  }

  /** Name of the namespace. */
  public readonly namespaceName: string;

  constructor(scope: Construct, id: string, props: ServingNamespaceProps) {
    super(scope, id);
    validate(this, props);

    this.namespaceName = props.name;
    namespacesOf(TerraformStack.of(this)).set(props.name, this);
    const namespace = this.restrictedNamespace();
    this.denyAllTraffic(namespace);
    this.disarmDefaultServiceAccount(namespace);
  }

  private restrictedNamespace(): NamespaceV1 {
    const { labels, annotations } = ownershipMeta(this);
    const levels = ["enforce", "audit", "warn"].flatMap((mode) => [
      [`pod-security.kubernetes.io/${mode}`, "restricted"],
      [`pod-security.kubernetes.io/${mode}-version`, POD_SECURITY_VERSION],
    ]);
    return new NamespaceV1(this, "Resource", {
      metadata: { name: this.namespaceName, labels: { ...labels, ...Object.fromEntries(levels) }, annotations },
    });
  }

  private denyAllTraffic(namespace: NamespaceV1): void {
    new NetworkPolicyV1(this, "DefaultDeny", {
      metadata: { name: "default-deny", namespace: namespace.metadata.name, labels: ownershipMeta(this).labels },
      spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"] },
    });
  }

  private disarmDefaultServiceAccount(namespace: NamespaceV1): void {
    new DefaultServiceAccountV1(this, "DefaultServiceAccount", {
      metadata: { namespace: namespace.metadata.name },
      automountServiceAccountToken: false,
    });
  }
}

const namespaces = new WeakMap<TerraformStack, Map<string, ServingNamespace>>();

/** Namespaces of a stack by name: searching the tree for every endpoint would take quadratic time. */
function namespacesOf(stack: TerraformStack): Map<string, ServingNamespace> {
  const known = namespaces.get(stack) ?? new Map<string, ServingNamespace>();
  namespaces.set(stack, known);
  return known;
}

function validate(namespace: ServingNamespace, props: ServingNamespaceProps): void {
  new Validator(namespace, "kubernetes.ServingNamespace")
    .given(props, "name")
    .tenantNamespace("name", props.name)
    .done();
}
