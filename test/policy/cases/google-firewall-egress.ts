import type { ControlCases } from "../case";
import {
  ANYWHERE,
  CLUSTER,
  DENY_ALL,
  denied,
  firewall,
  hierarchical,
  MODELS,
  policy,
  policyRule,
} from "./google-firewall-estates";

export const GOOGLE_FIREWALL_EGRESS_CASES: readonly ControlCases[] = [
  {
    control: "GOOGLE_FIREWALL_NO_WORLD_EGRESS",
    holds: {
      "everything denied": firewall(DENY_ALL),
      "one range": firewall({
        direction: "EGRESS",
        destination_ranges: ["199.36.153.4/30"],
        allow: [{ protocol: "tcp" }],
      }),
      "into the network": firewall({ source_ranges: ANYWHERE, allow: [MODELS] }),
      "names in a rule of a policy": policyRule(
        { direction: "EGRESS" },
        { dest_fqdns: ["example.com"], layer4_configs: [{ ip_protocol: "tcp", ports: ["443"] }] },
      ),
    },
    fails: {
      everywhere: firewall({ direction: "EGRESS", destination_ranges: ANYWHERE, allow: [{ protocol: "all" }] }),
      "no destination at all": firewall({ direction: "EGRESS", allow: [{ protocol: "tcp", ports: ["443"] }] }),
      "everywhere, in a rule of a policy": policyRule(
        { direction: "EGRESS" },
        { dest_ip_ranges: ["::/0"], layer4_configs: [{ ip_protocol: "all" }] },
      ),
    },
    undecided: {
      "a range by a variable": firewall({
        direction: "EGRESS",
        destination_ranges: ["${var.range}"],
        allow: [{ protocol: "all" }],
      }),
    },
  },
  {
    control: "GOOGLE_NETWORK_EGRESS_DENIED",
    holds: {
      "a firewall that denies the rest": firewall(
        { ...DENY_ALL, network: "${google_compute_network.serving.name}" },
        CLUSTER,
      ),
      "a policy whose rule denies the rest": policy(denied("layer4_configs"), false),
      "a policy that holds the rule": policy(denied("layer4_config"), true),
      "no clusters": { resource: { google_compute_network: { one: { name: "one" } } } },
    },
    fails: {
      "no firewall": { resource: CLUSTER },
      "a firewall that denies one port": firewall({ ...DENY_ALL, deny: [{ protocol: "tcp", ports: ["25"] }] }, CLUSTER),
      "a firewall that is switched off": firewall({ ...DENY_ALL, disabled: true }, CLUSTER),
      "a firewall of tagged machines": firewall({ ...DENY_ALL, target_tags: ["legacy-web"] }, CLUSTER),
      "a firewall that denies IPv6 alone": firewall({ ...DENY_ALL, destination_ranges: ["::/0"] }, CLUSTER),
      "a firewall of another network": firewall({ ...DENY_ALL, network: "other" }, CLUSTER),
      "a firewall that denies what comes in": firewall(
        { source_ranges: ANYWHERE, deny: [{ protocol: "all" }] },
        CLUSTER,
      ),
      "a policy that hands on": policy(denied("layer4_configs", "goto_next"), false),
      "a policy of a folder that is attached nowhere": hierarchical(undefined),
    },
    undecided: {
      "a policy of a folder, which the network may lie in": hierarchical("folders/1"),
      "a firewall of a network by a variable": firewall({ ...DENY_ALL, network: "${var.network}" }, CLUSTER),
    },
  },
];
