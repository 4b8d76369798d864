import { dirname, join } from "node:path";
import * as ts from "typescript";
import type { LiftedKind } from "../../src/estate/lifting-kinds";

/** What a field of a Kubernetes type holds. */
export interface KubernetesField {
  readonly name: string;
  readonly required: boolean;
  readonly holds: "text" | "number" | "boolean" | "port" | "texts" | "numbers" | "map" | "object" | "objects";
  /** Type of the object, or of the list's objects. */
  readonly type?: KubernetesType;
}

/** A Kubernetes object type. Fields are read when they are asked for: some types hold themselves. */
export interface KubernetesType {
  readonly name: string;
  fields(): ReadonlyMap<string, KubernetesField>;
}

/** Kubernetes types by `apiVersion kind`, read from the declarations of kubernetes-models. */
export function fields(kinds: Readonly<Record<string, LiftedKind>>): ReadonlyMap<string, KubernetesType> {
  const models = dirname(require.resolve("kubernetes-models/package.json"));
  const files = new Map<string, { file: string; kind: string }>();
  for (const { apiVersion, kind } of Object.values(kinds)) {
    files.set(`${apiVersion} ${kind}`, { file: join(models, apiVersion, `${kind}.d.ts`), kind });
  }
  const program = ts.createProgram(
    [...files.values()].map(({ file }) => file),
    { strict: true, moduleResolution: ts.ModuleResolutionKind.Node10, skipLibCheck: true, types: [] },
  );
  const checker = program.getTypeChecker();
  const read = new Map<ts.Type, KubernetesType>();
  const types = new Map<string, KubernetesType>();
  for (const [name, { file, kind }] of files) {
    const source = program.getSourceFile(file);
    const declared = source?.statements.find(
      (statement): statement is ts.InterfaceDeclaration =>
        ts.isInterfaceDeclaration(statement) && statement.name.text === `I${kind}`,
    );
    if (declared === undefined) {
      throw new Error(`kubernetes-models has no ${name} (${file})`);
    }
    types.set(name, typeOf(checker, checker.getTypeAtLocation(declared), read));
  }
  return types;
}

function typeOf(checker: ts.TypeChecker, type: ts.Type, read: Map<ts.Type, KubernetesType>): KubernetesType {
  const known = read.get(type);
  if (known !== undefined) {
    return known;
  }
  let held: ReadonlyMap<string, KubernetesField> | undefined;
  const made: KubernetesType = {
    name: type.symbol.name.replace(/^I(?=[A-Z])/, ""),
    fields: () => {
      held ??= new Map(
        checker.getPropertiesOfType(type).map((property) => [property.name, fieldOf(checker, property, read)]),
      );
      return held;
    },
  };
  read.set(type, made);
  return made;
}

function fieldOf(checker: ts.TypeChecker, property: ts.Symbol, read: Map<ts.Type, KubernetesType>): KubernetesField {
  const declaration = property.declarations?.[0];
  if (declaration === undefined || !ts.isPropertySignature(declaration) || declaration.type === undefined) {
    throw new Error(`field ${property.name} has no type`);
  }
  const type = checker.getNonNullableType(checker.getTypeOfSymbol(property));
  const required = declaration.questionToken === undefined;
  return { name: property.name, required, ...held(checker, type, declaration.type.getText(), read) };
}

function held(
  checker: ts.TypeChecker,
  type: ts.Type,
  written: string,
  read: Map<ts.Type, KubernetesType>,
): Pick<KubernetesField, "holds" | "type"> {
  if (written.includes("IntOrString")) {
    return { holds: "port" };
  }
  // A quantity may be a number; the provider writes texts, and so do manifests.
  if (written.includes("Quantity") && !written.includes("[key")) {
    return { holds: "text" };
  }
  if (isAll(type, ts.TypeFlags.BooleanLike)) {
    return { holds: "boolean" };
  }
  if (isAll(type, ts.TypeFlags.NumberLike)) {
    return { holds: "number" };
  }
  if (isAll(type, ts.TypeFlags.StringLike)) {
    return { holds: "text" };
  }
  const element = checker.isArrayType(type) ? checker.getTypeArguments(type as ts.TypeReference)[0] : undefined;
  if (element !== undefined) {
    if (isAll(element, ts.TypeFlags.StringLike)) {
      return { holds: "texts" };
    }
    return isAll(element, ts.TypeFlags.NumberLike)
      ? { holds: "numbers" }
      : { holds: "objects", type: typeOf(checker, element, read) };
  }
  if (checker.getIndexInfoOfType(type, ts.IndexKind.String) !== undefined) {
    return { holds: "map" };
  }
  return { holds: "object", type: typeOf(checker, type, read) };
}

function isAll(type: ts.Type, flags: ts.TypeFlags): boolean {
  return type.isUnion() ? type.types.every((part) => (part.flags & flags) !== 0) : (type.flags & flags) !== 0;
}
