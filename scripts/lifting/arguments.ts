import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** An argument of a `kubernetes_*` resource or of one of its blocks. */
export interface Argument {
  readonly name: string;
  readonly takes: "text" | "number" | "boolean" | "texts" | "numbers" | "map" | "block" | "blocks";
  /** Arguments of the block, when they are asked for. */
  readonly block?: () => readonly Argument[];
}

const MAPPER = /^ {8}(\w+): (.+?)\((?:struct|this)\S*\),?$/;

/**
 * Arguments of the Terraform type, read from the bindings' mapping to Terraform, which names every argument as Terraform does:
 *
 *     min_ready_seconds: cdktf.numberToTerraform(struct.minReadySeconds),
 *     container: cdktf.listMapper(podV1SpecContainerToTerraform, true)(struct.container),
 */
export function argumentsOf(type: string): readonly Argument[] {
  const folder = join(
    dirname(require.resolve("@cdktf/provider-kubernetes/package.json")),
    "lib",
    type.replace(/^kubernetes_/, "").replaceAll("_", "-"),
  );
  const structs = join(folder, "index-structs");
  const files = [join(folder, "index.js")];
  if (existsSync(structs)) {
    files.push(...readdirSync(structs).flatMap((name) => (name.endsWith(".js") ? [join(structs, name)] : [])));
  }
  const mappings = new Map<string, readonly string[]>();
  for (const file of files) {
    collect(readFileSync(file, "utf8"), mappings);
  }
  return argumentsIn("", mappings, type);
}

/** Lines of every mapping function; the resource's own, `synthesizeAttributes`, has the name "". */
function collect(text: string, mappings: Map<string, readonly string[]>): void {
  for (const [, name = "", body = ""] of text.matchAll(/^function (\w+)ToTerraform\(struct\) \{$([\s\S]*?)^\}$/gm)) {
    if (!name.endsWith("Hcl")) {
      mappings.set(name, body.split("\n"));
    }
  }
  const own = /^ {4}synthesizeAttributes\(\) \{$([\s\S]*?)^ {4}\}$/m.exec(text)?.[1];
  if (own !== undefined) {
    mappings.set(
      "",
      own.split("\n").map((line) => line.replace(/^ {4}/, "")),
    );
  }
}

function argumentsIn(mapping: string, mappings: ReadonlyMap<string, readonly string[]>, type: string): Argument[] {
  const lines = mappings.get(mapping);
  if (lines === undefined) {
    throw new Error(`${type}: the bindings have no mapping ${mapping}`);
  }
  return lines.flatMap((line) => {
    const match = MAPPER.exec(line);
    const [, name = "", mapper = ""] = match ?? [];
    // Blocks of large resources lie in files of their own: `(0, index_structs_1.deploymentV1SpecToTerraform)`.
    return match === null
      ? []
      : [argument(name, mapper.replace(/\(0, \w+\.(\w+)\)/, "$1").replace(/\w*structs\w*\./, ""), mappings, type)];
  });
}

function argument(
  name: string,
  mapper: string,
  mappings: ReadonlyMap<string, readonly string[]>,
  type: string,
): Argument {
  const scalar = /^(cdktf\.listMapper\()?cdktf\.(string|number|boolean)ToTerraform(, false\))?$/.exec(mapper);
  if (scalar !== null) {
    const held = scalar[2] === "string" ? "text" : scalar[2] === "number" ? "number" : "boolean";
    return scalar[1] === undefined ? { name, takes: held } : { name, takes: held === "number" ? "numbers" : "texts" };
  }
  if (/^cdktf\.hashMapper\(cdktf\.\w+ToTerraform\)$/.test(mapper)) {
    return { name, takes: "map" };
  }
  const block = /^(?:cdktf\.listMapper\()?([a-z]\w*)ToTerraform(, true\))?$/.exec(mapper);
  const nested = block?.[1];
  if (nested === undefined) {
    throw new Error(`${type}: argument ${name} is mapped in an unknown way: ${mapper}`);
  }
  return {
    name,
    takes: block?.[2] === undefined ? "block" : "blocks",
    block: () => argumentsIn(nested, mappings, type),
  };
}
