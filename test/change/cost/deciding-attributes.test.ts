import { DECIDING_ATTRIBUTES } from "../../../src/change/cost/deciding-attributes";
import { type BlockSchema, schemaOf } from "../../../src/estate/schema";

/** Newer than the providers that the tables of schemas are made of. */
const NEWER = [
  "aws_nat_gateway availability_mode",
  "aws_nat_gateway availability_zone_address",
  "google_sql_database_instance settings.data_disk_provisioned_iops",
  "google_sql_database_instance settings.data_disk_provisioned_throughput",
];

test("every attribute that decides a price is one that the provider has", () => {
  const unknown: string[] = [];
  const kinds = [...DECIDING_ATTRIBUTES].filter(([kind]) => !kind.includes(" "));
  for (const [kind, names] of kinds) {
    for (const name of names) {
      let at: BlockSchema | undefined = schemaOf(kind, "managed");
      for (const step of name.split(".")) {
        const isThere = at !== undefined && (at.attributes.includes(step) || Object.hasOwn(at.blocks, step));
        if (!isThere) {
          unknown.push(`${kind} ${name}`);
        }
        at = at?.blocks[step];
      }
    }
  }
  expect(kinds.length).toBeGreaterThan(30);
  expect(unknown.filter((name) => !NEWER.includes(name))).toEqual([]);
});
