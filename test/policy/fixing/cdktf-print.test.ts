import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import {
  type CompilerOptions,
  createCompilerHost,
  createProgram,
  createSourceFile,
  flattenDiagnosticMessageText,
  getPreEmitDiagnostics,
  ModuleKind,
  ModuleResolutionKind,
  ScriptTarget,
} from "typescript";
import { FIXES } from "../../../src/policy/fixes/all";
import { choose, ofSubject } from "../../../src/policy/fixes/fix";
import { LISTS_OF_PROPS } from "../../../src/policy/fixing/cdktf-lists";
import { camelCase, classOf, importOf, printConstruct, programNames } from "../../../src/policy/fixing/cdktf-print";
import { argumentsOfType, typeOfKind } from "../../../src/policy/fixing/terraform-names";
import { isListOfProps } from "../../support/bindings";
import { blocksInFixes } from "./blocks-in-fixes";

/** Classes of a provider's bindings by the type of their resources. */
function classesOf(provider: string): ReadonlyMap<string, { className: string; module: string }> {
  const folder = join(dirname(require.resolve(`@cdktf/provider-${provider}/package.json`)), "lib");
  const found = new Map<string, { className: string; module: string }>();
  for (const name of readdirSync(folder).filter((each) => !each.startsWith("data-"))) {
    const file = join(folder, name, "index.d.ts");
    const text = existsSync(file) ? readFileSync(file, "utf8") : "";
    const className = /export declare class (\w+) extends cdktf\.TerraformResource/.exec(text)?.[1];
    const type = /static readonly tfResourceType = "([^"]+)"/.exec(text)?.[1];
    if (className !== undefined && type !== undefined) {
      found.set(type, { className, module: `@cdktf/provider-${provider}/lib/${name}` });
    }
  }
  return found;
}

const CLASSES = new Map(["aws", "google", "kubernetes"].flatMap((provider) => [...classesOf(provider)]));

test("the classes and modules of every type are those of the bindings", () => {
  const wrong = [...CLASSES].filter(([type, actual]) => JSON.stringify(classOf(type)) !== JSON.stringify(actual));
  expect(CLASSES.size).toBeGreaterThan(2500);
  expect(wrong).toEqual([]);
});

/** Types that fixes add: objects of Kubernetes as the resources that make them. */
const ADDED = Object.entries(FIXES).flatMap(([control, fix]) =>
  fix.flatMap((step) => {
    if (step.do !== "add") {
      return [];
    }
    const type = step.kind.includes(" ") ? typeOfKind(step.kind) : step.kind;
    const attributes =
      type === undefined || type === step.kind ? step.attributes : argumentsOfType(type, step.attributes);
    return type === undefined || attributes === undefined ? [] : [{ control, type, name: step.name, attributes }];
  }),
);

test("fixes add something", () => {
  expect(ADDED.length).toBeGreaterThan(0);
});

test.each(ADDED)("$control: $type has a class, and the props that the fix gives", ({ type, attributes }) => {
  const { className, module } = CLASSES.get(type) ?? { className: "", module: "" };
  expect(importOf(type)).toBe(`import { ${className} } from "${module}";`);
  const declared = readFileSync(require.resolve(`${module}/index.d.ts`), "utf8");
  const config =
    /export interface \w+ConfigA? extends cdktf\.TerraformMetaArguments \{[\s\S]*?\n\}/.exec(declared)?.[0] ?? "";
  for (const name of Object.keys(attributes)) {
    expect(config).toMatch(new RegExp(`readonly ${camelCase(name)}\\??:`));
  }
});

test("what fixes print compiles against the bindings", () => {
  const imports = new Set(ADDED.map(({ type }) => importOf(type)));
  const blocks = Object.entries(FIXES).map(([control, fix]) => {
    const lines = ADDED.filter((each) => each.control === control).map(({ type, name, attributes }) => {
      const names = programNames(
        "subject",
        fix.flatMap((step) => (step.do === "add" ? [step] : [])),
      );
      return printConstruct(type, name, attributes, names, JSON.stringify(fix).includes(`\${${type}.${name}.`));
    });
    return `{\n${lines.join("\n")}\n}`;
  });
  const program = `${[...imports].join("\n")}
import type { Construct } from "constructs";
declare function CHOOSE<T>(what: string, example: T): T;
declare const subject: any;
export function all(this: Construct): void {
${blocks.join("\n")}
}
`;
  expect(errorsIn(program)).toEqual([]);
}, 120_000);

/** What the compiler says of a program that lies in this folder. */
function errorsIn(program: string): readonly string[] {
  const file = join(__dirname, "printed.ts");
  const options: CompilerOptions = {
    strict: true,
    noEmit: true,
    skipLibCheck: true,
    target: ScriptTarget.ES2022,
    types: [],
    module: ModuleKind.Node16,
    moduleResolution: ModuleResolutionKind.Node16,
  };
  const host = createCompilerHost(options);
  const read = host.getSourceFile.bind(host);
  host.getSourceFile = (name, language) =>
    name === file ? createSourceFile(name, program, language) : read(name, language);
  const checked = createProgram([file], options, host);
  const source = checked.getSourceFile(file);
  return getPreEmitDiagnostics(checked, source).map(({ messageText }) =>
    flattenDiagnosticMessageText(messageText, " "),
  );
}

test("blocks that the bindings have a list of are lists", () => {
  for (const [type, path] of blocksInFixes()) {
    const isListed = LISTS_OF_PROPS[type]?.includes(path) === true;
    expect({ type, path, isList: isListed }).toEqual({ type, path, isList: isListOfProps(type, path.split(".")) });
  }
  for (const [type, paths] of Object.entries(LISTS_OF_PROPS)) {
    for (const path of paths) {
      expect({ type, path, isList: isListOfProps(type, path.split(".")) }).toEqual({ type, path, isList: true });
    }
  }
});

test("a construct names what was found by its variable, and cannot be compiled before what is to be chosen is", () => {
  const text = printConstruct(
    "aws_s3_bucket_versioning",
    "versions",
    { bucket: ofSubject(), versioning_configuration: { status: "Enabled", mfa_delete: choose("whether", "Enabled") } },
    programNames("models", []),
    true,
  );
  expect(text).toBe(
    `const versions = new S3BucketVersioningA(this, "Versions", {
  bucket: models.id,
  versioningConfiguration: { status: "Enabled", mfaDelete: CHOOSE("whether", "Enabled") },
});`,
  );
});
