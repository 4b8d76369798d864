import { declaredMembers } from "./plan-blocks";
import { isConstantNull, isExpression, referencesOf } from "./plan-configuration";
import { FILLED_IN_BY_GOOGLE } from "./plan-filled-in-google";
import { DEEPEST_LEVEL, isJsonObject, type JsonObject, join, own, type PlanShape, put } from "./plan-json";
import type { Resolution } from "./plan-references";
import type { BlockSchema } from "./schema";
import { type Reference, Unknown } from "./unknown";

type References = ReadonlyMap<string, readonly Reference[]>;

/**
 * Blocks that the provider fills in when they are not written: the plan marks them unknown as it marks the blocks of
 * a `dynamic` of unknown length, which no other block of a managed resource ever is.
 *
 * Seen in plans of the AWS provider up to 5.100.0.
 */
const FILLED_IN: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries({
    aws_instance: [
      "capacity_reservation_specification",
      "cpu_options",
      "ebs_block_device",
      "enclave_options",
      "ephemeral_block_device",
      "instance_market_options",
      "maintenance_options",
      "metadata_options",
      "network_interface",
      "private_dns_name_options",
      "root_block_device",
    ],
    aws_s3_bucket: [
      "cors_rule",
      "grant",
      "lifecycle_rule",
      "logging",
      "object_lock_configuration",
      "replication_configuration",
      "server_side_encryption_configuration",
      "versioning",
      "website",
    ],
    aws_security_group: ["egress", "ingress"],
    aws_default_security_group: ["egress", "ingress"],
    aws_launch_template: ["metadata_options"],
    aws_eks_cluster: ["access_config", "kubernetes_network_config", "upgrade_policy"],
    aws_eks_node_group: ["node_repair_config", "update_config"],
    aws_lb: ["subnet_mapping"],
    aws_lb_listener: ["mutual_authentication"],
    aws_route_table: ["route"],
    aws_api_gateway_rest_api: ["endpoint_configuration"],
    aws_iam_role: ["inline_policy"],
    aws_lb_target_group: [
      "health_check",
      "stickiness",
      "target_failover",
      "target_group_health",
      "target_health_state",
    ],
    aws_network_acl: ["egress", "ingress"],
    aws_s3_bucket_acl: ["access_control_policy"],
    aws_sagemaker_model: [
      "inference_execution_config",
      "primary_container.model_data_source",
      "container.model_data_source",
    ],
    aws_secretsmanager_secret: ["replica"],
    aws_vpc_endpoint: ["dns_options", "subnet_configuration"],
    ...FILLED_IN_BY_GOOGLE,
  }).map(([kind, blocks]) => [kind, new Set(blocks)]),
);

/** Plans write `{}` and `[]` for what has no unknown part. */
function holdsUnknown(flag: unknown, depth = 0): boolean {
  if (typeof flag !== "object" || flag === null) {
    return flag === true;
  }
  // Beyond the depth that is read the walk itself complains.
  return depth > DEEPEST_LEVEL || Object.values(flag).some((member) => holdsUnknown(member, depth + 1));
}

const attributeNames = new WeakMap<BlockSchema, ReadonlySet<string>>();

function hasAttribute(schema: BlockSchema, name: string): boolean {
  let names = attributeNames.get(schema);
  if (names === undefined) {
    names = new Set(schema.attributes);
    attributeNames.set(schema, names);
  }
  return names.has(name);
}

/** References of the expressions, by the path of the attribute in the planned values. */
export class ExpressionReferences {
  readonly byPath = new Map<string, readonly Reference[]>();

  /** Whether another instance of the same declaration would have others. */
  keyed = false;

  constructor(
    private readonly shape: PlanShape,
    private readonly resolve: (node: unknown) => Resolution,
  ) {}

  public collect(
    expressions: JsonObject,
    planned: unknown,
    schema: BlockSchema | undefined,
    path = "",
    depth = 0,
  ): void {
    this.shape.checkDepth(depth, path);
    for (const name of Object.keys(expressions)) {
      const node = expressions[name];
      if (isJsonObject(node) && isExpression(node)) {
        const { references, keyed } = this.resolve(node);
        this.keyed ||= keyed;
        if (references.length > 0) {
          this.byPath.set(join(path, name), references);
        }
        continue;
      }
      const at = join(path, name);
      const nested = own(schema?.blocks, name) as BlockSchema | undefined;
      const value = isJsonObject(planned) ? own(planned, name) : undefined;
      if (isJsonObject(node) && !Array.isArray(value)) {
        this.collect(node, value, nested, nested === undefined ? at : join(at, 0), depth + 1);
      } else {
        this.collectBlocks(node, value, nested, at, depth);
      }
    }
  }

  private collectBlocks(
    node: unknown,
    value: unknown,
    nested: BlockSchema | undefined,
    at: string,
    depth: number,
  ): void {
    const planned = Array.isArray(value) ? value : [];
    // Where the plan does not show the blocks, as in a data source that is read at apply, their order is as written.
    const members = Array.isArray(value) ? declaredMembers(value, node) : Array.isArray(node) ? node : [];
    for (const [index, block] of members.entries()) {
      // Which block is whose depends on the values of this instance.
      this.keyed ||= Array.isArray(node) && block !== node[index];
      if (isJsonObject(block)) {
        this.collect(block, planned[index], nested, join(at, index), depth + 1);
      }
    }
  }
}

/** Joins what a plan knows with what it marks as unknown, in place. */
export class UnknownValues {
  constructor(
    private readonly shape: PlanShape,
    private readonly kind: string,
    private readonly references: () => References,
  ) {}

  /**
   * @param expressions the declared attributes; undefined when the plan does not show its configuration. What is
   *   unknown and not declared is the provider's choice: it is not set, as it is not when the same text is read as HCL
   */
  public join(
    target: JsonObject,
    unknown: JsonObject,
    expressions: JsonObject | undefined,
    schema: BlockSchema | undefined,
  ): void {
    this.block(target, unknown, "", expressions, schema, [], 0);
  }

  /** Marks what is declared with references, and left out of `planned_values`: those hold no unknown values. */
  public markOmitted(target: JsonObject, expressions: JsonObject, path = "", depth = 0): void {
    this.shape.checkDepth(depth, path);
    for (const name of Object.keys(expressions)) {
      const node = expressions[name];
      const at = join(path, name);
      const value = own(target, name);
      if (isJsonObject(node) && isExpression(node)) {
        if (!Object.hasOwn(target, name) && referencesOf(node).length > 0) {
          put(target, name, new Unknown(this.references().get(at)));
        }
      } else if (isJsonObject(node) && isJsonObject(value)) {
        this.markOmitted(value, node, at, depth + 1);
      } else if (Array.isArray(value)) {
        for (const [index, block] of declaredMembers(value, node).entries()) {
          const member: unknown = value[index];
          if (block !== undefined && isJsonObject(member)) {
            this.markOmitted(member, block, join(at, index), depth + 1);
          }
        }
      }
    }
  }

  /** Whether anything in the block was marked. */
  private block(
    target: JsonObject,
    unknown: JsonObject,
    path: string,
    expressions: JsonObject | undefined,
    schema: BlockSchema | undefined,
    inherited: readonly Reference[],
    depth: number,
  ): boolean {
    this.shape.checkDepth(depth, path);
    let marked = false;
    for (const name of Object.keys(unknown)) {
      const flag = unknown[name];
      if (flag === false) {
        continue;
      }
      const node = own(expressions, name);
      const notSet = expressions !== undefined && (node === undefined || isConstantNull(node));
      if (flag === true && notSet && schema !== undefined && this.isProviders(name, schema, path)) {
        put(target, name, null);
        continue;
      }
      const at = path === "" ? name : `${path}.${name}`;
      const references = holdsUnknown(flag) ? (this.references().get(at) ?? inherited) : inherited;
      const nested = own(schema?.blocks, name) as BlockSchema | undefined;
      const value = this.value(own(target, name), flag, at, node, nested, references, depth + 1);
      if (value !== undefined) {
        put(target, name, value);
        marked = true;
      }
    }
    return marked;
  }

  private isProviders(name: string, schema: BlockSchema, path: string): boolean {
    return Object.hasOwn(schema.blocks, name)
      ? FILLED_IN.get(this.kind)?.has(join(path, name).replaceAll(/\.\d+(?=\.|$)/g, "")) === true
      : hasAttribute(schema, name);
  }

  /** The value with its unknown parts; undefined when it has none. */
  private value(
    value: unknown,
    flag: unknown,
    path: string,
    node: unknown,
    schema: BlockSchema | undefined,
    references: readonly Reference[],
    depth: number,
  ): unknown {
    if (flag === true) {
      return new Unknown(references);
    }
    if (Array.isArray(flag)) {
      const list = Array.isArray(value) ? value : [];
      const marked = this.list(list, flag, path, node, schema, references, depth);
      return marked ? (Array.isArray(value) || value === undefined ? list : new Unknown(references)) : undefined;
    }
    if (isJsonObject(flag)) {
      const object = isJsonObject(value) ? value : {};
      const declared = Array.isArray(node) ? node[0] : node;
      const expressions = isJsonObject(declared) && !isExpression(declared) ? declared : undefined;
      const at = schema === undefined || Array.isArray(value) || /\.\d+$/.test(path) ? path : join(path, 0);
      const marked = this.block(object, flag, at, expressions, schema, references, depth);
      return marked ? (isJsonObject(value) || value === undefined ? object : new Unknown(references)) : undefined;
    }
    return undefined;
  }

  private list(
    list: unknown[],
    flags: readonly unknown[],
    path: string,
    node: unknown,
    schema: BlockSchema | undefined,
    references: readonly Reference[],
    depth: number,
  ): boolean {
    this.shape.checkDepth(depth, path);
    const declared = flags.length > 0 ? declaredMembers(list.length > 0 ? list : flags, node) : [];
    let marked = false;
    for (const [index, flag] of flags.entries()) {
      if (flag === false) {
        continue;
      }
      const at = `${path}.${index}`;
      const known = list[index] ?? undefined;
      const inherited = holdsUnknown(flag) ? (this.references().get(at) ?? references) : references;
      const value = this.value(known, flag, at, declared[index], schema, inherited, depth + 1);
      if (value !== undefined) {
        while (list.length < index) {
          list.push(null);
        }
        list[index] = value;
        marked = true;
      }
    }
    return marked;
  }
}
