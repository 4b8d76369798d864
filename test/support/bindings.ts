import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { camelCase, classOf } from "../../src/policy/fixing/cdktf-print";

const texts = new Map<string, string>();

/** Declarations of the bindings of a type. */
function declarations(type: string): string {
  const known = texts.get(type);
  if (known !== undefined) {
    return known;
  }
  const folder = dirname(require.resolve(`${classOf(type).module}/index.d.ts`));
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".d.ts"));
  const text = files.map((name) => readFileSync(join(folder, name), "utf8")).join("\n");
  texts.set(type, text);
  return text;
}

/** Whether the block at the path of the type is a list among the props of the bindings; undefined when it is none of them. */
export function isListOfProps(type: string, path: readonly string[]): boolean | undefined {
  const text = declarations(type);
  let found = /export interface (\w+ConfigA?) extends cdktf\.TerraformMetaArguments/.exec(text)?.[1];
  let isList: boolean | undefined;
  for (const name of path) {
    const body = new RegExp(`export interface ${found} (?:extends \\S+ )?\\{([\\s\\S]*?)\\n\\}`).exec(text)?.[1] ?? "";
    const prop = new RegExp(`readonly ${camelCase(name)}\\??: (\\w+)(\\[\\])?(?: \\| cdktf\\.IResolvable)?;`).exec(
      body,
    );
    if (prop === null) {
      return undefined;
    }
    found = prop[1];
    isList = prop[2] !== undefined;
  }
  return isList;
}
