import { firewallRulesOf } from "../../src/estate/firewall-rules";
import { isUnknown } from "../../src/estate/unknown";
import { estateOf } from "../support/estates";

function rulesOf(kind: string, attributes: object) {
  const [resource] = estateOf({ resource: { [kind]: { one: attributes } } }).ofKind(kind);
  if (resource === undefined) {
    throw new Error("the source holds no such resource");
  }
  return firewallRulesOf(resource);
}

function firewall(attributes: object) {
  return rulesOf("google_compute_firewall", attributes);
}

/** The one rule, which must be known as a whole. */
function only(rules: ReturnType<typeof firewallRulesOf>) {
  const [rule] = rules;
  if (rules.length !== 1 || rule === undefined || isUnknown(rule)) {
    throw new Error(`expected one known rule, got ${rules.length}`);
  }
  return rule;
}

describe("a VPC firewall", () => {
  test("is about incoming traffic from everywhere, and all ports, when it says nothing else", () => {
    expect(only(firewall({ allow: [{ protocol: "tcp" }] }))).toMatchObject({
      direction: "ingress",
      action: "allow",
      enabled: true,
      protocol: "tcp",
      from: 0,
      to: 65535,
      allPorts: true,
      ranges: ["0.0.0.0/0"],
      everywhere: true,
      at: "allow.0",
    });
  });

  test("has a rule for each range of ports, of each block", () => {
    const rules = firewall({
      source_tags: ["gateway"],
      allow: [
        { protocol: "tcp", ports: ["80", 443, "8000-8002"] },
        { protocol: "17", ports: ["53"] },
      ],
      deny: [{ protocol: "all" }],
    });
    expect(
      rules.map((rule) => (isUnknown(rule) ? rule : [rule.action, rule.protocol, rule.from, rule.to, rule.at])),
    ).toEqual([
      ["allow", "tcp", 80, 80, "allow.0"],
      ["allow", "tcp", 443, 443, "allow.0"],
      ["allow", "tcp", 8000, 8002, "allow.0"],
      ["allow", "udp", 53, 53, "allow.1"],
      ["deny", "all", 0, 65535, "deny.0"],
    ]);
  });

  test.each([
    ["tags", { source_tags: ["gateway"] }],
    ["service accounts", { source_service_accounts: ["a@p.iam.gserviceaccount.com"] }],
    ["the range of a subnet", { source_ranges: ["${google_compute_subnetwork.a.ip_cidr_range}"] }],
    ["the range of a control plane", { source_ranges: ["${google_container_cluster.a.services_ipv4_cidr}"] }],
  ])("narrowed by %s has no ranges of the internet", (_, narrowed) => {
    expect(only(firewall({ ...narrowed, allow: [{ protocol: "tcp" }] })).ranges).toEqual([]);
  });

  test.each([
    ["a variable", { source_ranges: ["${var.range}"] }],
    ["tags by a variable", { source_tags: "${var.tags}" }],
    ["a range beside that of a subnet", { source_ranges: ["${cond ? google_compute_subnetwork.a.ip_cidr_range : 1}"] }],
  ])("narrowed by %s may be open", (_, narrowed) => {
    const { ranges } = only(firewall({ ...narrowed, allow: [{ protocol: "tcp" }] }));
    expect(ranges.map(isUnknown)).toEqual([true]);
  });

  test("may name single addresses", () => {
    const rule = only(firewall({ source_ranges: ["203.0.113.7", "2001:db8::1"], allow: [{ protocol: "tcp" }] }));
    expect(rule.ranges).toEqual(["203.0.113.7/32", "2001:db8::1/128"]);
  });

  test("out of the network goes everywhere when it names no destination", () => {
    const rule = only(firewall({ direction: "EGRESS", source_tags: ["a"], deny: [{ protocol: "all" }] }));
    expect(rule).toMatchObject({ direction: "egress", ranges: ["0.0.0.0/0"] });
  });

  test("with targets is not about every machine, and a disabled one is off", () => {
    const allow = [{ protocol: "tcp" }];
    expect(only(firewall({ allow, target_tags: ["gpu"] })).everywhere).toBe(false);
    expect(only(firewall({ allow, disabled: "true" })).enabled).toBe(false);
    expect(isUnknown(only(firewall({ allow, disabled: "${var.off}" })).enabled)).toBe(true);
  });

  test("of blocks that are not known has rules that are not known", () => {
    expect(firewall({ allow: "${var.rules}" }).map(isUnknown)).toEqual([true]);
  });
});

describe("a rule of a firewall policy", () => {
  const LAYER = [{ ip_protocol: "tcp", ports: ["8501"] }];

  test("has its ranges and ports in its match", () => {
    const rule = only(
      rulesOf("google_compute_network_firewall_policy_rule", {
        direction: "INGRESS",
        action: "allow",
        match: { src_ip_ranges: ["10.0.0.0/8"], layer4_configs: LAYER },
      }),
    );
    expect(rule).toMatchObject({ direction: "ingress", action: "allow", from: 8501, ranges: ["10.0.0.0/8"], at: "" });
  });

  test.each(["src_address_groups", "src_fqdns", "src_region_codes", "src_threat_intelligences", "src_secure_tags"])(
    "narrowed by %s has no ranges",
    (name) => {
      const narrowed = name === "src_secure_tags" ? [{ name: "tagValues/1" }] : ["one"];
      const match = { [name]: narrowed, layer4_configs: LAYER };
      const rule = only(
        rulesOf("google_compute_firewall_policy_rule", { direction: "INGRESS", action: "allow", match }),
      );
      expect(rule.ranges).toEqual([]);
    },
  );

  test("may stand within its policy", () => {
    const rule = { direction: "EGRESS", action: "deny", match: [{ layer4_config: [{ ip_protocol: "all" }] }] };
    const rules = rulesOf("google_compute_region_network_firewall_policy_with_rules", { rule: [rule, rule] });
    expect(rules).toMatchObject([
      { direction: "egress", action: "deny", protocol: "all", ranges: ["0.0.0.0/0"], at: "rule.0" },
      { at: "rule.1" },
    ]);
  });
});
