import { firewallRulesOf } from "../../src/estate/firewall-rules";
import { isUnknown, Unknown } from "../../src/estate/unknown";
import { estateOf } from "../support/estates";
import { estate, made } from "./joins/made";

function rulesOf(kind: string, attributes: object, others: Record<string, Record<string, unknown>> = {}) {
  const estate = estateOf({ resource: { [kind]: { one: attributes }, ...others } });
  const [resource] = estate.ofKind(kind);
  if (resource === undefined) {
    throw new Error("the source holds no such resource");
  }
  return firewallRulesOf(estate, resource);
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

  test("whose ranges a plan does not know may be open, whatever it refers to", () => {
    const cluster = new Unknown([
      { root: "app", address: "google_container_cluster.a", attribute: "cluster_ipv4_cidr" },
    ]);
    const planned = made("google_compute_firewall.one", {
      source_ranges: cluster,
      allow: [{ protocol: "tcp", ports: ["8501"] }],
    });
    expect(only(firewallRulesOf(estate(planned), planned)).ranges).toEqual([cluster]);
  });

  test.each(["240.0.0.0/4", "224.0.0.0/4", "255.255.255.255"])("has no range of the internet with %s", (range) => {
    const rule = only(firewall({ source_ranges: [range, "10.0.0.0/8"], allow: [{ protocol: "tcp" }] }));
    expect(rule.ranges).toEqual(["10.0.0.0/8"]);
  });

  test("keeps what is no range, for those who judge ranges to tell", () => {
    const rule = only(firewall({ source_ranges: ["everybody/0"], allow: [{ protocol: "tcp" }] }));
    expect(rule.ranges).toEqual(["everybody/0"]);
  });

  test("is read once, however many ask for it", () => {
    const resource = made("google_compute_firewall.one", { allow: [{ protocol: "tcp" }] });
    const one = estate(resource);
    expect(firewallRulesOf(one, resource)).toBe(firewallRulesOf(one, resource));
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

  const matching = (match: object, rule: object = {}, others: Record<string, Record<string, unknown>> = {}) =>
    only(
      rulesOf(
        "google_compute_network_firewall_policy_rule",
        { direction: "INGRESS", action: "allow", ...rule, match: { ...match, layer4_configs: LAYER } },
        others,
      ),
    );

  test.each([
    ["countries", { src_region_codes: ["US", "DE"] }],
    ["countries beside a private range", { src_ip_ranges: ["10.0.0.0/8"], src_region_codes: ["US"] }],
    ["public clouds", { src_threat_intelligences: ["iplist-public-clouds-aws"] }],
  ])("for %s lets the internet through, and does not refuse all of it", (_, match) => {
    expect(matching(match).ranges).toContain("0.0.0.0/0");
    expect(matching(match, { action: "deny" }).ranges).not.toContain("0.0.0.0/0");
  });

  test("has the ranges of its groups of addresses", () => {
    const groups = {
      google_network_security_address_group: { all: { name: "all", items: ["0.0.0.0/0", "203.0.113.7"] } },
    };
    const match = { src_address_groups: ["${google_network_security_address_group.all.id}"] };
    expect(matching(match, {}, groups).ranges).toEqual(["0.0.0.0/0", "203.0.113.7/32"]);
  });

  test("that inspects what it matches lets it through", () => {
    const rule = matching({ src_ip_ranges: ["0.0.0.0/0"] }, { action: "apply_security_profile_group" });
    expect(rule).toMatchObject({ action: "allow", ranges: ["0.0.0.0/0"] });
  });

  test.each(["NON_INTERNET", "INTRA_VPC", "VPC_NETWORKS"])("within %s has no range of the internet", (scope) => {
    expect(matching({ src_network_scope: scope }).ranges).toEqual([]);
    const out = { direction: "EGRESS", action: "deny" };
    expect(matching({ dest_network_scope: scope, dest_ip_ranges: ["0.0.0.0/0"] }, out).ranges).toEqual([]);
  });

  test("within a scope that is not known may be open, and is open within the internet", () => {
    expect(matching({ src_network_scope: "${var.scope}" }).ranges.map(isUnknown)).toEqual([true]);
    expect(matching({ src_network_scope: "INTERNET" }).ranges).toEqual(["0.0.0.0/0"]);
  });

  test.each(["src_address_groups", "src_fqdns", "src_threat_intelligences", "src_secure_tags"])(
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
