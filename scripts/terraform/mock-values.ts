import { createHash } from "node:crypto";
import type { Block } from "./configuration";
import { TEST_ACCOUNT, TEST_REGION } from "./environment";
import { isObject, type Json, type JsonObject } from "./json";
import type { AttributeSchema, BlockSchema } from "./provider-schema";

/** A value that a computed string gets, chosen by the attribute's name. */
interface StringRule {
  readonly name: RegExp;
  /** Restricts the rule to some types. */
  readonly type?: RegExp;
  readonly value: (block: MockedBlock, attribute: string) => string;
}

/** The resource or data source for which values are invented. */
export type MockedBlock = Pick<Block, "type" | "name">;

/** Ids whose prefix the provider checks where they are used, or that a reader of a failure would miss. */
const ID_PREFIXES: Readonly<Record<string, string>> = {
  aws_internet_gateway: "igw",
  aws_launch_template: "lt",
  aws_nat_gateway: "nat",
  aws_network_acl: "acl",
  aws_route_table: "rtb",
  aws_security_group: "sg",
  aws_subnet: "subnet",
  aws_vpc: "vpc",
  aws_vpc_endpoint: "vpce",
};

const EMPTY_POLICY = JSON.stringify({ Version: "2012-10-17", Statement: [] });

/**
 * The formats that the provider validates where such a value is used. Terraform's mock invents eight letters for every
 * computed string, and the provider then refuses them as an ARN, a policy, a URL. The first rule that fits wins.
 */
const STRING_RULES: readonly StringRule[] = [
  { name: /^(name|id|region)$/, type: /^aws_region$/, value: () => TEST_REGION },
  { name: /^id$/, type: /^aws_(iam_policy|sns_topic|iam_openid_connect_provider)$/, value: arnOf },
  { name: /^id$/, type: /^aws_caller_identity$/, value: () => TEST_ACCOUNT },
  {
    name: /^id$/,
    type: new RegExp(`^(${Object.keys(ID_PREFIXES).join("|")})$`),
    value: (block) => `${ID_PREFIXES[block.type]}-${hexOf(block)}`,
  },
  { name: /(^|_)prefix_list_id$/, value: (block) => `pl-${hexOf(block)}` },
  { name: /^names$/, type: /^aws_availability_zones$/, value: () => TEST_REGION },
  { name: /(^|_)arns?$/, value: arnOf },
  { name: /(^|_)(account_id|owner_id|registry_id)$/, value: () => TEST_ACCOUNT },
  { name: /^partition$/, value: () => "aws" },
  { name: /^dns_suffix$/, value: () => "amazonaws.com" },
  { name: /(^|_)(json|policy)$/, value: () => EMPTY_POLICY },
  {
    name: /^issuer$/,
    value: (block) => `https://oidc.eks.${TEST_REGION}.amazonaws.com/id/${hexOf(block).toUpperCase()}`,
  },
  { name: /(^|_)(url|endpoint)$/, value: () => "https://mock.example" },
  { name: /^data$/, value: () => Buffer.from("mock").toString("base64") },
  { name: /ipv6_cidr_block/, value: () => "fd00::/64" },
  { name: /cidr_blocks?$/, value: () => "10.0.0.0/16" },
  { name: /(^|_)(at|date|time)$/, value: () => "2025-01-01T00:00:00Z" },
];

/**
 * The values of a mocked block, from its schema: a well-formed one for each computed string whose format is known, and one
 * element for each computed list, for the mock leaves lists empty and an expression that indexes one then fails.
 */
export function mockValues(block: MockedBlock, schema: BlockSchema): JsonObject {
  const values: JsonObject = {};
  for (const [name, attribute] of Object.entries(schema.attributes ?? {})) {
    const value = attribute.computed ? computedValue(block, name, attribute) : undefined;
    if (value !== undefined) values[name] = value;
  }
  return values;
}

function computedValue(block: MockedBlock, name: string, attribute: AttributeSchema): Json | undefined {
  if (attribute.type === "string") return ruleFor(block, name)?.value(block, name);
  // An optional list that the stack leaves out stays empty, as it most often does in AWS.
  if (attribute.optional || !Array.isArray(attribute.type)) return undefined;
  return completeValue(block, name, attribute.type);
}

/** A value of a cty type with no field left out: Terraform refuses a mocked object that is not whole. */
function completeValue(block: MockedBlock, name: string, type: Json): Json | undefined {
  if (type === "string") return ruleFor(block, name)?.value(block, name) ?? `mock-${name}`;
  if (type === "number") return 1;
  if (type === "bool") return false;
  if (!Array.isArray(type)) return undefined;
  const [kind, inner] = type;
  if (kind === "map") return {};
  if (kind === "object" && isObject(inner)) {
    const fields = Object.entries(inner).map(([field, fieldType]) => [
      field,
      completeValue(block, field, fieldType) ?? null,
    ]);
    return Object.fromEntries(fields) as JsonObject;
  }
  if (inner === undefined) return undefined;
  const element = completeValue(block, name, inner);
  if (element === undefined) return undefined;
  // Three strings: a network asks for three availability zones and takes them by position.
  return typeof element === "string" ? ["a", "b", "c"].map((suffix) => element + suffix) : [element];
}

function ruleFor(block: MockedBlock, attribute: string): StringRule | undefined {
  return STRING_RULES.find(
    (rule) => rule.name.test(attribute) && (rule.type === undefined || rule.type.test(block.type)),
  );
}

/** An ARN of the resource's own type, or of what the attribute names: `role_arn` is a role's. */
function arnOf({ type, name }: MockedBlock, attribute: string): string {
  if (/role_arn$/.test(attribute)) return `arn:aws:iam::${TEST_ACCOUNT}:role/${name}`;
  const [, service = "mock", kind = ""] = /^aws_([a-z0-9]+)_?(.*)$/.exec(type) ?? [];
  const place = service === "iam" ? "" : TEST_REGION;
  return `arn:aws:${service}:${place}:${TEST_ACCOUNT}:${kind || service}/${name}`;
}

/** Seventeen hexadecimal digits that are the block's own, the same in every run. */
function hexOf({ type, name }: MockedBlock): string {
  return createHash("sha256").update(`${type}.${name}`).digest("hex").slice(0, 17);
}
