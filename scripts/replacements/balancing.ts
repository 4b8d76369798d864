import type { KindCases } from "./cases";

/** Load balancers and what stands before them. */
export const BALANCING: Readonly<Record<string, KindCases>> = {
  aws_lb: {
    base: { name: "models", subnets: ["subnet-1", "subnet-2"], security_groups: ["sg-1"] },
    filled: { load_balancer_type: "application" },
    replaces: {
      name_prefix: ["b", "a", { name: null }],
      internal: [true, false],
      load_balancer_type: ["network", "application"],
      customer_owned_ipv4_pool: ["other", null],
      name: ["other", "models"],
    },
    updates: {
      ip_address_type: ["dualstack", "ipv4"],
      subnet_mapping: [
        [{ subnet_id: "subnet-1" }, { subnet_id: "subnet-3" }],
        [{ subnet_id: "subnet-1" }, { subnet_id: "subnet-2" }],
        { load_balancer_type: "network", subnets: null },
      ],
      tags: [{ other: "value" }, null],
      enable_deletion_protection: [true, null],
      enable_http2: [false, true],
      enable_tls_version_and_cipher_suite_headers: [true, null],
      enable_waf_fail_open: [true, null],
      enable_xff_client_port: [true, null],
      enable_zonal_shift: [true, null],
      idle_timeout: [7, null],
      access_logs: [[{ bucket: "other", enabled: true, prefix: "other" }], null],
      drop_invalid_header_fields: [true, null],
      client_keep_alive: [7, null],
    },
    depends: [
      {
        path: "subnets",
        on: "is replaced when a network load balancer loses one",
        replaces: [["subnets", ["subnet-1", "subnet-3"], ["subnet-1", "subnet-2"], { load_balancer_type: "network" }]],
        updates: [
          ["subnets", ["subnet-1"], ["subnet-1", "subnet-2"], { load_balancer_type: "network" }],
          ["subnets", ["subnet-1"], ["subnet-1", "subnet-2"], { load_balancer_type: "gateway", security_groups: null }],
          ["subnets", ["subnet-1", "subnet-3"], ["subnet-1", "subnet-2"]],
        ],
      },
      {
        path: "security_groups",
        on: "is replaced when a network load balancer gets its first, or loses its last",
        replaces: [
          ["security_groups", [], ["sg-1"], { load_balancer_type: "network" }],
          ["security_groups", ["sg-1"], [], { load_balancer_type: "network", security_groups: null }],
        ],
        updates: [
          ["security_groups", ["sg-2"], ["sg-1"], { load_balancer_type: "network" }],
          ["security_groups", ["sg-2"], ["sg-1"]],
        ],
      },
    ],
  },
  aws_lb_listener: {
    base: {
      load_balancer_arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/models/0123456789abcdef",
      port: 80,
      protocol: "HTTP",
      default_action: [
        {
          type: "forward",
          target_group_arn: "arn:aws:elasticloadbalancing:eu-west-1:123456789012:targetgroup/models/0123456789abcdef",
        },
      ],
    },
    replaces: {
      load_balancer_arn: [
        "other",
        "arn:aws:elasticloadbalancing:eu-west-1:123456789012:loadbalancer/app/models/0123456789abcdef",
      ],
    },
    updates: { protocol: ["HTTPS", "HTTP"], tags: [{ other: "value" }, null], "default_action.0.order": [70, 60] },
  },
  aws_lb_target_group: {
    base: { name: "models", port: 8080, protocol: "HTTP", vpc_id: "vpc-1" },
    filled: { target_type: "instance" },
    replaces: {
      ip_address_type: ["ipv6", "ipv4", { target_type: "ip" }],
      name_prefix: ["b", "a", { name: null }],
      protocol_version: ["GRPC", "HTTP1"],
      target_type: ["ip", "instance"],
      name: ["other", "models"],
      port: [7, 8080],
      protocol: ["other", "HTTP"],
      vpc_id: ["other", "vpc-1"],
    },
    updates: {
      load_balancing_cross_zone_enabled: ["true", "false"],
      preserve_client_ip: ["true", "false"],
      load_balancing_algorithm_type: ["round_robin", "weighted_random"],
      "health_check.0.protocol": ["TCP", "HTTP"],
      "health_check.0.interval": [10, 20, { protocol: "TCP" }],
      "health_check.0.timeout": [5, 6, { protocol: "TCP" }],
    },
  },
  aws_wafv2_web_acl: {
    base: {
      name: "models",
      scope: "REGIONAL",
      default_action: [{ block: [{}] }],
      visibility_config: [{ cloudwatch_metrics_enabled: true, metric_name: "models", sampled_requests_enabled: true }],
    },
    replaces: { name_prefix: ["b", "a", { name: null }], name: ["other", "models"], scope: ["other", "REGIONAL"] },
    updates: { tags: [{ other: "value" }, null], description: ["other", null], rule_json: ["other", null] },
  },
};
