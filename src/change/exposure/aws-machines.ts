import type { Estate } from "../../estate/estate";
import { satellites } from "../../estate/joins/satellites";
import { blocksOf, isAttributes, isList, listOf, own, textOf } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { isFalse, isTrue, isWritten, resolved } from "./peers";
import { living } from "./way";

/** Whether the internet has an address to reach something at: undecided where what decides is not known, or not in the estate. */
export type Publicity = "yes" | "no" | "undecided";

/** Something on the network with the security groups that stand before it. */
export interface Machine {
  readonly resource: Resource;

  /** The setting that gives it a public address, where one of its own does. */
  readonly setting: Value;

  /** What that setting lets in, in words. */
  readonly what: string;
  readonly isPublic: Publicity;
  readonly groups: readonly GroupNamed[];
}

/** A security group, as the resource that says so names it. */
export interface GroupNamed {
  readonly value: Value;
  readonly from: Resource;
}

/** Kinds that a switch gives a public address, what it lets in, and where their security groups are named. */
interface Switched {
  readonly kind: string;

  /** Path of the attribute that is the switch. */
  readonly path: string;

  /** What it says where it is on; true by default. */
  readonly isOn?: string;
  readonly what: string;
  readonly groups: (estate: Estate, resource: Resource) => readonly GroupNamed[];
}

const DATABASE = "the database, as its security groups let in";
const PUBLIC = "publicly_accessible";

const SWITCHED: readonly Switched[] = [
  on("aws_db_instance", PUBLIC, DATABASE, groupsIn("vpc_security_group_ids")),
  on("aws_rds_cluster_instance", PUBLIC, DATABASE, groupsOfCluster("aws_rds_cluster")),
  on("aws_neptune_cluster_instance", PUBLIC, DATABASE, groupsOfCluster("aws_neptune_cluster")),
  on("aws_redshift_cluster", PUBLIC, DATABASE, groupsIn("vpc_security_group_ids")),
  on("aws_redshiftserverless_workgroup", PUBLIC, DATABASE, groupsIn("security_group_ids")),
  on("aws_mq_broker", PUBLIC, "the broker, as its security groups let in", groupsIn("security_groups")),
  on(
    "aws_dms_replication_instance",
    PUBLIC,
    "the instance, as its security groups let in",
    groupsIn("vpc_security_group_ids"),
  ),
  on(
    "aws_ecs_service",
    "network_configuration.0.assign_public_ip",
    "its tasks, as their security groups let in",
    groupsIn("network_configuration.0.security_groups"),
  ),
  on(
    "aws_transfer_server",
    "endpoint_details.0.address_allocation_ids",
    "the server, as its security groups let in",
    groupsIn("endpoint_details.0.security_group_ids"),
  ),
  {
    kind: "aws_msk_cluster",
    path: "broker_node_group_info.0.connectivity_info.0.public_access.0.type",
    isOn: "SERVICE_PROVIDED_EIPS",
    what: "its brokers, as their security groups let in",
    groups: groupsIn("broker_node_group_info.0.security_groups"),
  },
];

function on(kind: string, path: string, what: string, groups: Switched["groups"]): Switched {
  return { kind, path, what, groups };
}

/** As a switch that is true or false, whatever it says: a list of addresses is on where it has one. */
function settingOf({ attributes }: Resource, { path, isOn }: Switched): Value {
  const value = valueIn(attributes, path);
  if (isList(value)) {
    return value.length > 0;
  }
  return isOn === undefined || value === null || isUnknown(value) ? value : value === isOn;
}

/** Sources write the one block that there may be as a list of one, or alone. */
function valueIn(attributes: Attributes, path: string): Value {
  return path.split(".0.").reduce<Value>((value, step) => {
    const [block = null] = listOf(value);
    return isUnknown(value) ? value : isUnknown(block) ? block : isAttributes(block) ? own(block, step) : null;
  }, attributes);
}

function groupsIn(...names: readonly string[]): Switched["groups"] {
  return (_, resource) => named(resource, names);
}

function named(from: Resource, names: readonly string[]): readonly GroupNamed[] {
  return names.flatMap((path) => listOf(valueIn(from.attributes, path))).map((value) => ({ value, from }));
}

/** Instances of Aurora and of Neptune are in the groups of their cluster. */
function groupsOfCluster(kind: string): Switched["groups"] {
  return (estate, instance) => {
    const cluster = resolved(estate, instance, own(instance.attributes, "cluster_identifier"), kind);
    return cluster === undefined ? [] : named(cluster, ["vpc_security_group_ids"]);
  };
}

/** Machines, databases, brokers and interfaces that may have a public address. */
export function machinesOf(estate: Estate): readonly Machine[] {
  return [
    ...SWITCHED.flatMap((switched) =>
      living(estate, switched.kind).map((resource) => {
        const setting = settingOf(resource, switched);
        const { what, groups } = switched;
        return { resource, setting, what, isPublic: publicity(setting), groups: groups(estate, resource) };
      }),
    ),
    ...living(estate, "aws_instance").map((instance) => machineOf(estate, instance)),
    ...living(estate, "aws_network_interface").map((card) => ({
      resource: card,
      setting: null,
      what: "",
      isPublic: hasAddress(estate, card, ["network_interface", "network_interface_id"])
        ? ("yes" as const)
        : ("no" as const),
      groups: [...named(card, ["security_groups"]), ...attached(estate, card)],
    })),
    ...living(estate, "aws_launch_template").flatMap(launched),
  ];
}

function publicity(setting: Value): Publicity {
  return isTrue(setting) ? "yes" : isWritten(setting) ? "undecided" : "no";
}

const MACHINE = "whatever its security groups let in";

function machineOf(estate: Estate, instance: Resource): Machine {
  const setting = own(instance.attributes, "associate_public_ip_address");
  // A state names the same groups in both.
  const ids = named(instance, ["vpc_security_group_ids"]);
  return {
    resource: instance,
    setting,
    what: MACHINE,
    isPublic: isAddressed(estate, instance) ? "yes" : machinePublicity(estate, instance, setting),
    groups: [...(ids.length > 0 ? ids : named(instance, ["security_groups"])), ...attached(estate, instance)],
  };
}

/** What a state says it has, and elastic addresses. */
function isAddressed(estate: Estate, instance: Resource): boolean {
  return (
    textOf(own(instance.attributes, "public_ip")) !== undefined ||
    hasAddress(estate, instance, ["instance", "instance_id"])
  );
}

function hasAddress(
  estate: Estate,
  owner: Resource,
  [direct, association]: readonly [direct: string, association: string],
): boolean {
  return (
    satellites(estate, owner, "aws_eip", direct).found.length > 0 ||
    satellites(estate, owner, "aws_eip_association", association).found.length > 0
  );
}

/**
 * Where the machine itself says nothing, its subnet decides. Subnets of the default VPC give public addresses; what another one that
 * is not in the estate does is not known.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/default-vpc-components.html
 */
function machinePublicity(estate: Estate, instance: Resource, setting: Value): Publicity {
  const isSaid = setting !== null && (!isUnknown(setting) || isWritten(setting));
  if (isSaid) {
    return publicity(setting);
  }
  if (blocksOf(instance.attributes, "network_interface").length > 0) {
    return "no";
  }
  const subnet = SUBNETS.map((kind) => resolved(estate, instance, own(instance.attributes, "subnet_id"), kind)).find(
    (one) => one !== undefined && SUBNETS.includes(one.kind),
  );
  const mapped = subnet === undefined ? null : own(subnet.attributes, "map_public_ip_on_launch");
  const isElsewhere = subnet === undefined || subnet.mode === "data";
  if (mapped === null && subnet?.kind === "aws_default_subnet") {
    return "yes";
  }
  return isElsewhere && !isTrue(mapped) && !isFalse(mapped) ? "undecided" : publicity(mapped);
}

const SUBNETS: readonly string[] = ["aws_subnet", "aws_default_subnet"];

/** Groups that are attached to the card of a machine by a resource of their own. */
const attached = remembered((estate: Estate, owner: Resource): readonly GroupNamed[] =>
  satellites(estate, owner, "aws_network_interface_sg_attachment", "network_interface_id").found.flatMap((one) =>
    named(one, ["security_group_id"]),
  ),
);

/** Cards of a template with a public address; where none says so the subnets of the machines decide, which a template does not know. */
function launched(template: Resource): readonly Machine[] {
  return blocksOf(template.attributes, "network_interfaces").flatMap((card): readonly Machine[] => {
    const setting = own(card, "associate_public_ip_address");
    const isPublic = publicity(setting);
    const groups = listOf(own(card, "security_groups")).map((value) => ({ value, from: template }));
    const what = "its machines, as their security groups let in";
    return isPublic === "no" ? [] : [{ resource: template, setting, what, isPublic, groups }];
  });
}
