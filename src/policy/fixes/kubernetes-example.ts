/** Code as it stands in an example: a reference, a call. */
export class Code {
  constructor(
    readonly hcl: string,
    readonly cdktf: string,
  ) {}
}

/** A value of an example. Objects are blocks, and lists of objects are blocks of one name, except where {@link MAPS} says otherwise. */
export type ExampleValue = string | number | boolean | Code | readonly ExampleValue[] | ExampleObject;
export interface ExampleObject {
  readonly [name: string]: ExampleValue;
}

/** What an example says in both notations. */
export interface Example {
  readonly hcl: string;
  readonly cdktf: string;
}

/** Arguments that take maps or lists of maps, whose keys are nobody's but the user's. */
const MAPS: ReadonlySet<string> = new Set([
  "annotations",
  "data_wo",
  "labels",
  "limits",
  "manifest",
  "match_labels",
  "requests",
  "set",
  "set_wo",
]);

/** Resources as a person writes them: each its kind, its name and what stands in it. */
export function resources(
  ...written: readonly (readonly [kind: string, name: string, attributes: ExampleObject])[]
): Example {
  const constructs = named(
    written.map(([kind, name, attributes]) => [
      name,
      `new ${classOf(kind)}(this, "${name.replaceAll("_", "-")}", ${literal(attributes, "", true)});`,
    ]),
  ).join("\n\n");
  const hcl = written.map(([kind, name, body]) => `resource "${kind}" "${name}" {\n${blocks(body, "  ")}\n}`);
  const variables = [...new Set([...hcl.join("\n").matchAll(/\bvar\.(\w+)/g)].map(([, name = ""]) => name))];
  const ofCdktf = [
    ...(constructs.includes("Fn.") ? ["Fn"] : []),
    ...(variables.length > 0 ? ["TerraformVariable"] : []),
  ];
  const imports = [
    ...new Set(written.map(([kind]) => importOf(kind))),
    ...(ofCdktf.length > 0 ? [`import { ${ofCdktf.join(", ")} } from "cdktf";`] : []),
  ];
  const declared = variables.map(variable);
  return {
    hcl: [...declared.map((one) => one.hcl), ...hcl].join("\n\n"),
    cdktf: [imports.join("\n"), ...declared.map((one) => one.cdktf), constructs].join("\n\n"),
  };
}

/** A secret that whoever applies hands over: it lives as long as the run, and in no state. */
function variable(name: string): Example {
  const constant = camelCase(name);
  return {
    hcl: `variable "${name}" {\n  type      = string\n  sensitive = true\n  ephemeral = true\n}`,
    cdktf: `const ${constant} = new TerraformVariable(this, "${name}", { type: "string", sensitive: true });\n${constant}.addOverride("ephemeral", true);`,
  };
}

/** A construct that another one speaks of has a name. */
function named(constructs: readonly (readonly [name: string, code: string])[]): readonly string[] {
  return constructs.map(([name, code]) =>
    constructs.some(([other, text]) => other !== name && text.includes(` ${name}.`)) ? `const ${name} = ${code}` : code,
  );
}

/** Kubernetes objects that the provider has no type for. */
export function objects(...written: readonly (readonly [name: string, object: ExampleObject])[]): Example {
  return resources(...written.map(([name, manifest]) => ["kubernetes_manifest", name, { manifest }] as const));
}

/** An image as controls want it named: of a registry of one's own, by its digest. */
export const EXAMPLE_IMAGE = `registry.acme.example/vision/resnet@sha256:${"4f".repeat(32)}`;

/** A model server whose container and pod hold what is said, in the provider's names. */
export function server(container: ExampleObject, pod: ExampleObject = {}): Example {
  return resources([
    "kubernetes_deployment_v1",
    "resnet",
    {
      metadata: { name: "resnet", namespace: "vision" },
      spec: {
        selector: { match_labels: { app: "resnet" } },
        template: {
          metadata: { labels: { app: "resnet" } },
          spec: {
            ...pod,
            container: [{ name: "server", image: EXAMPLE_IMAGE, ...container }],
          },
        },
      },
    },
  ]);
}

/** `kubernetes_deployment_v1` to `DeploymentV1`, which its module exports. */
function importOf(kind: string): string {
  const [provider = "", ...words] = kind.split("_");
  return `import { ${classOf(kind)} } from "@cdktf/provider-${provider}/lib/${words.join("-")}";`;
}

function classOf(kind: string): string {
  return kind
    .split("_")
    .slice(1)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join("");
}

/** Attributes with their signs one below the other, then blocks, as `terraform fmt` has them. */
function blocks(attributes: ExampleObject, indent: string): string {
  const entries = Object.entries(attributes).map(([name, value]) => [name, value, blocksOf(name, value)] as const);
  const plain = entries.filter(([, , found]) => found === undefined);
  const lines = assignments(
    plain.map(([name, value]) => [name, expression(value, indent)]),
    indent,
  );
  const nested = entries.flatMap(([name, , found]) =>
    (found ?? []).map((block) => `${indent}${name} {\n${blocks(block, `${indent}  `)}\n${indent}}`),
  );
  return [...(lines.length > 0 ? [lines.join("\n")] : []), ...nested].join("\n\n");
}

/** Signs stand one below the other where neighbours take one line each. */
function assignments(pairs: readonly (readonly [name: string, value: string])[], indent: string): readonly string[] {
  const isOneLine = (index: number): boolean => pairs[index]?.[1].includes("\n") === false;
  return pairs.map(([name, value], index) => {
    let [first, last] = [index, index];
    while (isOneLine(index) && isOneLine(first - 1)) {
      first -= 1;
    }
    while (isOneLine(index) && isOneLine(last + 1)) {
      last += 1;
    }
    const width = Math.max(...pairs.slice(first, last + 1).map(([one]) => one.length));
    return `${indent}${name.padEnd(width)} = ${value}`;
  });
}

function blocksOf(name: string, value: ExampleValue): readonly ExampleObject[] | undefined {
  if (MAPS.has(name)) {
    return undefined;
  }
  if (isObject(value)) {
    return [value];
  }
  return isList(value) && value.length > 0 && value.every(isObject) ? (value as readonly ExampleObject[]) : undefined;
}

function expression(value: ExampleValue, indent: string): string {
  if (value instanceof Code) {
    return value.hcl;
  }
  const inner = `${indent}  `;
  if (isList(value)) {
    return value.some(isObject)
      ? `[\n${value.map((item) => `${inner}${expression(item, inner)},`).join("\n")}\n${indent}]`
      : `[${value.map((item) => expression(item, indent)).join(", ")}]`;
  }
  if (!isObject(value)) {
    return JSON.stringify(value);
  }
  const lines = assignments(
    Object.entries(value).map(([key, item]) => [
      /^[A-Za-z_][\w-]*$/.test(key) ? key : JSON.stringify(key),
      expression(item, inner),
    ]),
    inner,
  );
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent}}`;
}

/** @param isArgument whether the names are the provider's, which CDKTF writes in camel case */
function literal(value: ExampleValue, indent: string, isArgument: boolean): string {
  if (value instanceof Code) {
    return value.cdktf;
  }
  if (isList(value)) {
    return `[${value.map((item) => literal(item, indent, isArgument)).join(", ")}]`;
  }
  if (!isObject(value)) {
    return JSON.stringify(value);
  }
  const inner = `${indent}  `;
  const lines = Object.entries(value).map(([name, item]) => {
    const key = isArgument ? camelCase(name) : name;
    const written = /^[A-Za-z_]\w*$/.test(key) ? key : JSON.stringify(key);
    return `${inner}${written}: ${literal(item, inner, isArgument && !MAPS.has(name))},`;
  });
  return lines.length === 0 ? "{}" : `{\n${lines.join("\n")}\n${indent}}`;
}

function camelCase(name: string): string {
  return name.replaceAll(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

function isObject(value: ExampleValue): value is ExampleObject {
  return typeof value === "object" && !isList(value) && !(value instanceof Code);
}

function isList(value: ExampleValue): value is readonly ExampleValue[] {
  return Array.isArray(value);
}
