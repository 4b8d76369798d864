import { textOf, valueAt } from "../../estate/joins/values";
import type { Attributes } from "../../estate/resource";
import type { Money } from "../report";
import { rangeIn, scaledId, scalingTargetsOf } from "./aws-scaling";
import { exactly } from "./money";
import type { Pricing } from "./pricing";

const BY_REQUEST = "requests and storage of DynamoDB";

/** The two capacities of a table, each of which is set, scaled and charged by itself. */
const CAPACITIES = [
  { word: "write", attribute: "write_capacity", dimension: "WriteCapacityUnits" },
  { word: "read", attribute: "read_capacity", dimension: "ReadCapacityUnits" },
] as const;

type Capacity = (typeof CAPACITIES)[number];

/** Something that has capacities of its own: the table, or one of its indexes. */
interface Provisioned {
  /** The block that says its capacities. */
  readonly said: Attributes;

  /** Undefined for the table itself, null for an index whose name is not known. */
  readonly index: string | null | undefined;
}

/**
 * `aws_dynamodb_table`: the capacity that it and its indexes have, whether it is used or not. Without a billing mode it is
 * provisioned. On demand, its requests are charged, which nobody knows in advance.
 *
 * @see https://aws.amazon.com/dynamodb/pricing/provisioned/
 */
export function priceTable(pricing: Pricing): void {
  const mode = pricing.text("billing_mode");
  if (mode === "PAY_PER_REQUEST") {
    pricing.note(BY_REQUEST);
    return;
  }
  pricing.note("storage and backups of DynamoDB");
  if (mode === undefined) {
    pricing.missAll("whether its capacity is provisioned or on demand");
    return;
  }
  const tableClass = pricing.text("table_class");
  if (tableClass !== null && tableClass !== "STANDARD") {
    pricing.missAll(tableClass === undefined ? "its table class" : `the price of capacity of ${tableClass}`);
  } else {
    priceCapacities(pricing);
  }
  if (pricing.blocks("replica")?.length !== 0) {
    pricing.miss("replicas", "the capacity of its replicas in other regions");
  }
}

/** `aws_dynamodb_table_replica`: charged as its table is. */
export function priceTableReplica(pricing: Pricing): void {
  const table = pricing.ledTo("global_table_arn", "aws_dynamodb_table");
  if (table !== undefined && pricing.text("billing_mode", table.attributes) === "PAY_PER_REQUEST") {
    pricing.note(BY_REQUEST);
  } else {
    pricing.miss("replicas", "the capacity of a replica, which its table decides");
  }
}

function priceCapacities(pricing: Pricing): void {
  const indexes = pricing.blocks("global_secondary_index");
  if (indexes === undefined) {
    pricing.missAll("the capacity of its indexes");
  }
  const table = { said: pricing.resource.attributes, index: undefined };
  const all: readonly Provisioned[] = [
    table,
    ...(indexes ?? []).map((said) => ({ said, index: textOf(valueAt(said, "name")) ?? null })),
  ];
  for (const each of all) {
    for (const capacity of CAPACITIES) {
      const { word } = capacity;
      const part = each.index === undefined ? word : `${word} of ${each.index ?? "an index"}`;
      const what = `${word} capacity unit${each.index === undefined ? "" : " of an index"}`;
      const count = capacityOf(pricing, each, capacity);
      if (count === undefined) {
        pricing.miss(part, `how many ${word} capacity units it has`);
      } else {
        pricing.charge(part, { item: `dynamodb/${word}`, what }, { count });
      }
    }
  }
  // 25 of each in an account and region: whose they are, no estate says.
  pricing.note("the 25 read and 25 write capacity units of DynamoDB that an account has free");
}

/** From an autoscaler's smallest to its largest, where there is one; else what the block says. */
function capacityOf(
  pricing: Pricing,
  { said, index }: Provisioned,
  { attribute, dimension }: Capacity,
): Money | undefined {
  const scaled = index === undefined ? `dynamodb:table:${dimension}` : `dynamodb:index:${dimension}`;
  const targets = scalingTargetsOf(pricing, "dynamodb").filter((target) => {
    const dimensionOf = pricing.text("scalable_dimension", target.attributes);
    const id = scaledId(target);
    const isOfIt = index === undefined || index === null || id === undefined || id.endsWith(`/index/${index}`);
    return (dimensionOf === undefined || dimensionOf === scaled) && isOfIt;
  });
  const [target] = targets;
  if (target !== undefined) {
    return targets.length === 1 && pricing.text("scalable_dimension", target.attributes) === scaled
      ? rangeIn(pricing, target.attributes, "min_capacity", "max_capacity")
      : undefined;
  }
  const units = pricing.number(attribute, said);
  return typeof units === "number" ? exactly(units) : undefined;
}
