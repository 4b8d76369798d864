import { isDeepStrictEqual } from "node:util";

type Attributes = Record<string, unknown>;

/** Terraform JSON as CDKTF writes it: attributes by type and name. */
export interface TerraformJson {
  readonly resource?: Record<string, Record<string, Attributes>>;
  readonly data?: Record<string, Record<string, Attributes>>;
}

/** Attributes that are but names, which Modelkeep derives from the construct path. */
const NAMES: Readonly<Record<string, string>> = {
  aws_kms_alias: "name",
  google_kms_crypto_key: "name",
  google_kms_key_ring: "name",
};

/** How many resources the output holds. */
export function countResources({ resource = {} }: TerraformJson): number {
  return Object.values(resource).reduce((sum, instances) => sum + Object.keys(instances).length, 0);
}

/**
 * Whether two outputs hold the same resources and data sources with the same attributes.
 *
 * Names do not count: a resource is known by its construct path, with hyphens for slashes, and so are references to it.
 * Nor do names of keys.
 *
 * @throws Error that names up to five differences
 */
export function requireEqual(one: TerraformJson, other: TerraformJson): void {
  const differences = compare(byPath(one), byPath(other));
  if (differences.length > 0) {
    const shown = differences.slice(0, 5).map((difference) => `  ${difference}`);
    throw new Error(`The two outputs differ in ${differences.length} places:\n${shown.join("\n")}`);
  }
}

function compare(one: Map<string, Attributes>, other: Map<string, Attributes>): string[] {
  return [...new Set([...one.keys(), ...other.keys()])].flatMap((address) => {
    const left = one.get(address);
    const right = other.get(address);
    if (left === undefined || right === undefined) {
      return [`${address}: only in the ${left === undefined ? "plain" : "Modelkeep"} output`];
    }
    return [...new Set([...Object.keys(left), ...Object.keys(right)])]
      .filter((name) => !isDeepStrictEqual(left[name], right[name]))
      .map((name) => `${address}.${name}: ${JSON.stringify(left[name])} is not ${JSON.stringify(right[name])}`);
  });
}

/** Attributes by canonical address, with canonical references in them. */
function byPath(json: TerraformJson): Map<string, Attributes> {
  const found = [...elements(json.resource), ...elements(json.data)];
  const addresses = new Map(found.map(({ type, name, path }) => [`${type}.${name}`, `${type}.${path}`]));
  return new Map(
    found.map(({ type, path, attributes }) => {
      const { "//": _metadata, ...compared } = attributes;
      const name = NAMES[type];
      if (name !== undefined) {
        delete compared[name];
      }
      return [`${type}.${path}`, withCanonicalReferences(compared, addresses)];
    }),
  );
}

interface Element {
  readonly type: string;
  readonly name: string;
  readonly path: string;
  readonly attributes: Attributes;
}

function elements(section: Record<string, Record<string, Attributes>> = {}): Element[] {
  return Object.entries(section).flatMap(([type, instances]) =>
    Object.entries(instances).map(([name, attributes]) => ({ type, name, path: pathOf(attributes), attributes })),
  );
}

function pathOf(attributes: Attributes): string {
  const { metadata } = (attributes["//"] ?? {}) as { metadata?: { path?: string } };
  return (metadata?.path ?? "").replaceAll("/", "-");
}

function withCanonicalReferences(attributes: Attributes, addresses: ReadonlyMap<string, string>): Attributes {
  const text = JSON.stringify(attributes).replace(
    /(?:aws|google)_[a-z0-9_]+\.[A-Za-z0-9_-]+/g,
    (address) => addresses.get(address) ?? address,
  );
  return JSON.parse(text);
}
