import type { Mutation } from "../mutation";
import { changed, inNamespace, type Loose } from "./kubernetes-objects";

const POLICY = "kubernetes_network_policy_v1";

/** Changes the policy of the endpoint: the one with rules. */
function ofEndpoint(control: string, name: string, change: (spec: Loose) => void): Mutation {
  return {
    ...changed(control, name, POLICY, () => {}),
    breaks: (stack) =>
      stack.change(
        POLICY,
        ({ spec }) => change(spec),
        ({ spec }: Loose) => spec.egress !== undefined,
      ),
  };
}

export const KUBERNETES_NETWORK_POLICIES_MUTATIONS: readonly Mutation[] = [
  ofEndpoint("K8S_EGRESS_NARROW", "the server reaches the internet, but not the metadata", (spec) => {
    spec.egress.push({ to: [{ ip_block: { cidr: "0.0.0.0/0", except: ["169.254.169.254/32"] } }] });
  }),
  ofEndpoint("K8S_SERVING_INGRESS_NARROW", "every namespace reaches the server", (spec) => {
    spec.ingress.push({ from: [{ namespace_selector: {} }], ports: [{ port: "8501" }] });
  }),
  inNamespace("K8S_NAMESPACE_DEFAULT_DENY", "nothing denies traffic by default", (stack) =>
    stack.remove(POLICY, ({ spec }: Loose) => spec.egress === undefined),
  ),
  inNamespace("K8S_NAMESPACE_DEFAULT_DENY", "the way out is open by default", (stack) =>
    stack.change(
      POLICY,
      ({ spec }: Loose) => {
        spec.policy_types = ["Ingress"];
      },
      ({ spec }: Loose) => spec.egress === undefined,
    ),
  ),
  inNamespace("K8S_DNS_REACHABLE", "the server cannot ask for names", (stack) =>
    stack.change(
      POLICY,
      ({ spec }: Loose) => {
        spec.egress = spec.egress.filter(({ ports }: Loose) => !ports.some(({ port }: Loose) => port === "53"));
      },
      ({ spec }: Loose) => spec.egress !== undefined,
    ),
  ),
  ofEndpoint("K8S_LINK_LOCAL_EGRESS_NARROW", "the server reaches every address of its node", (spec) => {
    spec.egress.push({ to: [{ ip_block: { cidr: "169.254.0.0/16" } }], ports: [{ port: "80", protocol: "TCP" }] });
  }),
  {
    ...inNamespace("K8S_GKE_IDENTITY_REACHABLE", "pods do not reach the metadata server of GKE", (stack) => {
      stack.change("kubernetes_service_account_v1", ({ metadata }: Loose) => {
        metadata.annotations["iam.gke.io/gcp-service-account"] = "resnet@elsewhere.iam.gserviceaccount.com";
      });
      stack.change(
        POLICY,
        ({ spec }: Loose) => {
          spec.egress = spec.egress.filter(({ to }: Loose) => !/^169[.]254[.]/.test(to[0]?.ip_block?.cidr ?? ""));
        },
        ({ spec }: Loose) => spec.egress !== undefined,
      );
    }),
    stack: "vision-workload-gke",
  },
  inNamespace("K8S_EKS_IDENTITY_REACHABLE", "pods have an identity of EKS, and do not reach its agent", (stack) => {
    stack.add("aws_eks_pod_identity_association", "added", {
      cluster_name: "serving",
      namespace: "vision",
      service_account: "other",
      role_arn: "arn:aws:iam::111122223333:role/other",
      tags: { tier: "production", tenant: "vision", owner: "vision@acme.example", "data-class": "confidential" },
    });
    stack.change(
      POLICY,
      ({ spec }: Loose) => {
        // Which addresses a dynamic block lets out, is known after apply.
        spec.egress = spec.egress.filter(({ to }: Loose) => to !== undefined);
      },
      ({ spec }: Loose) => spec.egress !== undefined,
    );
  }),
];
