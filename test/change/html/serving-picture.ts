import type { Picture } from "../../../src/change/graph/picture";
import type { Named } from "../../../src/change/report";
import { servingChanges } from "./serving-report";
import {
  CLUSTER,
  GATEWAY_GROUP,
  GATEWAY_RULE,
  GATEWAY_SECRET,
  L4_POOL,
  LANGUAGE,
  MODELS,
  MODELS_KEY,
  named,
  OLD_BUCKET,
  RESNET,
  RESNET_SERVICE,
  SERVING,
  SUMMARIZER,
  SUMMARIZER_ACCOUNT,
  SUMMARIZER_POLICY,
  SUMMARIZER_ROLE,
  SUMMARIZER_SERVICE,
  VISION,
  WHISPER,
  WHISPER_SERVICE,
} from "./serving-resources";

/** The resources of the estate, and what depends on what. */
export function servingPicture(): Picture {
  const nodes: Picture["nodes"][number][] = [];
  const edges: Picture["edges"][number][] = [];
  const changed = new Map(servingChanges().map(({ address, action }) => [address, action]));
  const add = (at: Named, rest: Partial<Picture["nodes"][number]> = {}): void => {
    const action = changed.get(at.resource);
    const state = action === undefined ? { state: "untouched" as const } : { state: "changed" as const, action };
    nodes.push({ id: at.resource, ...at, ...state, ...rest });
  };
  const edge = (from: Named, to: Named, via: string): void => {
    edges.push({ from: from.resource, to: to.resource, via });
  };
  const vpc = named("aws_vpc.network", "aws_vpc");
  const subnets = ["a", "b"].map((zone) => named(`aws_subnet.private_${zone}`, "aws_subnet"));
  const balancer = named("aws_lb.gateway", "aws_lb");
  const resnetRole = named("aws_iam_role.vision_resnet", "aws_iam_role");
  const resnetAccount = named("kubernetes_service_account_v1.resnet", "kubernetes_service_account_v1", SERVING);
  const policy = named("kubernetes_network_policy_v1.summarizer", "kubernetes_network_policy_v1", SERVING);
  add(vpc);
  for (const subnet of subnets) {
    add(subnet);
    edge(subnet, vpc, "vpc_id");
    edge(CLUSTER, subnet, "vpc_config.0.subnet_ids");
    edge(L4_POOL, subnet, "subnet_ids");
  }
  add(CLUSTER, { service: "cluster", tier: "prod" });
  add(L4_POOL);
  edge(L4_POOL, CLUSTER, "cluster_name");
  add(MODELS_KEY);
  add(MODELS);
  edge(MODELS, MODELS_KEY, "kms_master_key_id");
  add(OLD_BUCKET);
  add(GATEWAY_GROUP, { state: "hit" });
  add(GATEWAY_RULE);
  add(balancer, { state: "hit" });
  edge(GATEWAY_GROUP, vpc, "vpc_id");
  edge(GATEWAY_GROUP, GATEWAY_RULE, "rule of the group");
  edge(balancer, GATEWAY_GROUP, "security_groups");
  add(GATEWAY_SECRET);
  add(VISION, { tenant: "vision", service: "tenant" });
  add(LANGUAGE, { tenant: "language", service: "tenant", state: "hit" });
  for (const [tenant, deployment, served, namespace] of [
    ["vision", RESNET, RESNET_SERVICE, VISION],
    ["language", WHISPER, WHISPER_SERVICE, LANGUAGE],
    ["language", SUMMARIZER, SUMMARIZER_SERVICE, LANGUAGE],
  ] as const) {
    const isNew = deployment === SUMMARIZER;
    add(deployment, { tenant, ...(isNew ? {} : { state: "hit" }) });
    add(served, { tenant, service: "endpoint", tier: "prod", ...(isNew ? {} : { state: "hit" }) });
    edge(deployment, L4_POOL, "node selector");
    edge(served, deployment, "selects pods");
    edge(deployment, namespace, "namespace");
  }
  add(resnetRole);
  add(resnetAccount, { tenant: "vision" });
  edge(resnetAccount, resnetRole, "eks.amazonaws.com/role-arn");
  edge(resnetRole, MODELS, "policy");
  edge(RESNET, resnetAccount, "service account");
  add(SUMMARIZER_ROLE);
  add(SUMMARIZER_POLICY);
  add(SUMMARIZER_ACCOUNT, { tenant: "language" });
  add(policy, { tenant: "language" });
  edge(SUMMARIZER_POLICY, SUMMARIZER_ROLE, "role");
  edge(SUMMARIZER_POLICY, MODELS, "policy");
  edge(SUMMARIZER_ACCOUNT, SUMMARIZER_ROLE, "eks.amazonaws.com/role-arn");
  edge(SUMMARIZER, SUMMARIZER_ACCOUNT, "service account");
  edge(SUMMARIZER, policy, "selected by the policy");
  edge(SUMMARIZER, GATEWAY_SECRET, "env from secret");
  return { nodes, edges };
}
