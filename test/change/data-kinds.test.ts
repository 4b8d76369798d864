import { ALL_DATA_KINDS, contentOfKind } from "../../src/change/data-kinds";
import { kindsInTables } from "../../src/estate/schema";
import { estateOf } from "../support/estates";
import { hasPath } from "../support/schema-paths";

/** Arguments that newer providers have than the tables are made from. */
const NEWER: ReadonlySet<string> = new Set([
  "google_alloydb_cluster.deletion_protection",
  "google_redis_instance.deletion_protection",
]);

/** Where tags say what lies in a bucket, whatever its cloud calls them. */
const TAGS: ReadonlySet<string> = new Set(["tags", "tags_all", "labels", "effective_labels"]);

const KINDS = Object.entries(ALL_DATA_KINDS).filter(([kind]) => !kind.includes(" "));

describe("the table asks nothing that a kind does not have", () => {
  test.each(KINDS)("%s", (kind, data) => {
    expect(kindsInTables()).toContain(kind);
    const asked = new Set<string>();
    const attributes = new Proxy(
      {},
      {
        getOwnPropertyDescriptor: (_, name) => {
          asked.add(String(name));
          return undefined;
        },
      },
    );
    const [any] = estateOf({ resource: { [kind]: { it: {} } } }).resources;
    if (any === undefined) {
      throw new Error("no resource was read");
    }
    const resource = { ...any, attributes };
    contentOfKind(data, resource);
    for (const { attribute, tells } of data.protections) {
      asked.add(attribute ?? "id");
      tells(true, resource);
      tells(null, resource);
    }
    const unknown = [...asked].filter((path) => !TAGS.has(path) && !NEWER.has(`${kind}.${path}`));
    expect(unknown.filter((path) => !hasPath(kind, path))).toEqual([]);
  });
});

test("what newer providers have is no longer newer when the tables have it", () => {
  const known = [...NEWER].filter((path) =>
    hasPath(path.slice(0, path.indexOf(".")), path.slice(path.indexOf(".") + 1)),
  );
  expect(known).toEqual([]);
});
