import type { Attributes, BreakableStack, Mutation } from "../mutation";

const INGRESS = "aws_vpc_security_group_ingress_rule";
const EGRESS = "aws_vpc_security_group_egress_rule";

function groupId(stack: BreakableStack): unknown {
  return stack.first(INGRESS)[1].security_group_id;
}

function opened(control: string, name: string, kind: string, rule: Attributes): Mutation {
  return {
    control,
    name,
    breaks: (stack) =>
      stack.add(kind, "opened", { security_group_id: groupId(stack), description: "For a while", ...rule }),
  };
}

/** Names a range in place of the group at the other end. */
function reaching(rule: Attributes, cidr: string): void {
  delete rule.referenced_security_group_id;
  rule.cidr_ipv4 = cidr;
}

export const AWS_SECURITY_GROUPS_MUTATIONS: readonly Mutation[] = [
  opened("AWS_SECURITY_GROUP_NO_WORLD_INGRESS", "all protocols come in from everywhere", INGRESS, {
    ip_protocol: "-1",
    cidr_ipv4: "0.0.0.0/0",
  }),
  opened("AWS_SECURITY_GROUP_NO_WORLD_INGRESS", "half of the internet reaches Triton", "aws_security_group_rule", {
    type: "ingress",
    protocol: "tcp",
    from_port: 8000,
    to_port: 8002,
    cidr_blocks: ["0.0.0.0/1"],
  }),
  {
    control: "AWS_SECURITY_GROUP_NO_WORLD_INGRESS",
    name: "SSH is open to IPv6",
    breaks: (stack) =>
      stack.change(INGRESS, (rule) => {
        delete rule.referenced_security_group_id;
        Object.assign(rule, { cidr_ipv6: "::/0", from_port: 22, to_port: 22 });
      }),
  },
  opened("AWS_SECURITY_GROUP_NO_WORLD_WEB_INGRESS", "443 of a group of its own is open to the internet", INGRESS, {
    security_group_id: "sg-0123456789abcdef0",
    ip_protocol: "tcp",
    from_port: 443,
    to_port: 443,
    cidr_ipv4: "0.0.0.0/0",
  }),
  {
    control: "AWS_SECURITY_GROUP_SERVING_NO_WORLD_WEB_INGRESS",
    name: "an override opens the endpoints of the network to the internet",
    stack: "vision-cloud",
    breaks: (stack) =>
      stack.change(
        INGRESS,
        (rule) => {
          rule.cidr_ipv4 = "0.0.0.0/0";
          delete rule.referenced_security_group_id;
        },
        ({ from_port }) => from_port === 443,
      ),
  },
  opened("AWS_SECURITY_GROUP_SERVING_PORTS_PRIVATE", "an office reaches TensorFlow Serving", INGRESS, {
    ip_protocol: "tcp",
    from_port: 8501,
    to_port: 8501,
    cidr_ipv4: "203.0.113.0/24",
  }),
  {
    control: "AWS_SECURITY_GROUP_NO_WORLD_EGRESS",
    name: "nodes reach the internet",
    breaks: (stack) => stack.change(EGRESS, (rule) => reaching(rule, "0.0.0.0/0")),
  },
  {
    control: "AWS_SECURITY_GROUP_DESCRIBED",
    name: "a group loses its description",
    breaks: (stack) => stack.change("aws_security_group", (group) => delete group.description),
  },
  {
    control: "AWS_SECURITY_GROUP_RULES_DESCRIBED",
    name: "a rule loses its description",
    breaks: (stack) => stack.change(INGRESS, (rule) => delete rule.description),
  },
  {
    control: "AWS_SECURITY_GROUP_RULES_UNMIXED",
    name: "a group gets an inline rule beside its others",
    breaks: (stack) => {
      const name = String(groupId(stack)).split(".")[1] ?? "";
      const group = stack.json.resource.aws_security_group?.[name];
      Object.assign(group ?? {}, {
        ingress: [{ description: "Itself", protocol: "tcp", from_port: 443, to_port: 443, self: true }],
      });
      return `aws_security_group.${name}`;
    },
  },
  {
    control: "AWS_VPC_DEFAULT_SECURITY_GROUP_PRESENT",
    name: "the default group is left alone",
    breaks: (stack) => {
      stack.remove("aws_default_security_group");
      return `aws_vpc.${stack.first("aws_vpc")[0]}`;
    },
  },
  {
    control: "AWS_DEFAULT_SECURITY_GROUP_LOCKED",
    name: "the default group lets its members talk",
    breaks: (stack) =>
      stack.change("aws_default_security_group", (group) => {
        group.ingress = [{ description: "Itself", protocol: "-1", from_port: 0, to_port: 0, self: true }];
      }),
  },
];
