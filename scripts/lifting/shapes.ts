import type { LiftedKind } from "../../src/estate/lifting-kinds";
import type { FieldShape, Form, Shape } from "../../src/estate/lifting-shape";
import { type Argument, argumentsOf } from "./arguments";
import { DROPPED, EXCEPTIONS, OCTAL } from "./exceptions";
import type { KubernetesField, KubernetesType } from "./fields";

/** Shapes by name, the root shape of each Terraform type, and the arguments that no field answers to. */
export interface Shapes {
  readonly shapes: ReadonlyMap<string, Shape>;
  readonly roots: Readonly<Record<string, string>>;
  readonly problems: readonly string[];
}

/** Matches the arguments of every Terraform type with the fields of its Kubernetes kind. Equal shapes are kept once. */
export function shapesOf(
  kinds: Readonly<Record<string, LiftedKind>>,
  types: ReadonlyMap<string, KubernetesType>,
): Shapes {
  const shapes = new Map<string, Shape>();
  const names = new Map<string, string>();
  const problems: string[] = [];
  const roots: Record<string, string> = {};

  /** Name of the shape: that of its type, numbered when the type has a shape already that differs. */
  function named(type: KubernetesType, shape: Shape): string {
    const key = `${type.name} ${JSON.stringify(shape)}`;
    const known = names.get(key);
    if (known !== undefined) {
      return known;
    }
    let name = type.name;
    for (let count = 2; shapes.has(name); count++) {
      name = `${type.name}${count}`;
    }
    names.set(key, name);
    shapes.set(name, shape);
    return name;
  }

  function shape(type: KubernetesType, given: readonly Argument[], path: string): string {
    const made: Record<string, FieldShape> = {};
    for (const argument of given) {
      const field = match(type, argument, `${path}.${argument.name}`);
      if (field !== undefined) {
        made[argument.name] = field;
      }
    }
    return named(type, made);
  }

  function match(type: KubernetesType, argument: Argument, path: string): FieldShape | undefined {
    const exception = EXCEPTIONS[`${type.name}.${argument.name}`];
    const dropped = exception === "dropped" || (DROPPED.has(argument.name) && isRoot(path));
    if (dropped && answering(type, argument) === undefined) {
      return ["", "dropped"];
    }
    if (exception === "inline") {
      return ["", "inline", shape(type, argument.block?.() ?? [], path)];
    }
    const field =
      exception === undefined || exception === "base64" || dropped ? answering(type, argument) : deep(type, exception);
    if (field === undefined) {
      problems.push(`${path} (${type.name}${exception === undefined ? "" : `: exception ${exception}`})`);
      return undefined;
    }
    const form = exception === "base64" ? exception : formOf(argument, field);
    if (form === undefined) {
      problems.push(`${path} takes ${argument.takes}, ${type.name}.${field.name} holds ${field.holds}`);
      return undefined;
    }
    if (field.type !== undefined && argument.block !== undefined) {
      return [field.name, form, shape(field.type, argument.block(), path)];
    }
    return [exception?.includes(".") ? exception : field.name, form];
  }

  for (const [terraform, { apiVersion, kind }] of Object.entries(kinds)) {
    const type = types.get(`${apiVersion} ${kind}`);
    if (type === undefined) {
      throw new Error(`no Kubernetes type ${apiVersion} ${kind}`);
    }
    roots[terraform] = shape(type, argumentsOf(terraform), terraform);
  }
  return { shapes, roots, problems };
}

function isRoot(path: string): boolean {
  return path.split(".").length === 2;
}

/** The field that answers to the argument's name: the same letters, in the singular or the plural. */
function answering(type: KubernetesType, argument: Argument): KubernetesField | undefined {
  const fields = [...type.fields().values()];
  for (const candidate of candidates(argument.name)) {
    const field = fields.find(({ name }) => name.toLowerCase() === candidate);
    if (field !== undefined) {
      return field;
    }
  }
  return undefined;
}

/** The field at the path. */
function deep(type: KubernetesType, path: string): KubernetesField | undefined {
  const [first = "", ...rest] = path.split(".");
  const field = type.fields().get(first);
  return rest.length === 0 || field?.type === undefined ? field : deep(field.type, rest.join("."));
}

function candidates(name: string): string[] {
  const letters = name.replaceAll("_", "").toLowerCase();
  return [letters, `${letters}s`, `${letters}es`, letters.replace(/y$/, "ies")];
}

function formOf(argument: Argument, field: KubernetesField): Form | undefined {
  if (argument.takes === "block" || argument.takes === "blocks") {
    return field.holds === "object" || field.holds === "objects" ? field.holds : undefined;
  }
  if (argument.takes === "map") {
    return field.holds === "map" ? "map" : undefined;
  }
  if (argument.takes === "texts" || argument.takes === "numbers") {
    return field.holds === "texts" || field.holds === "numbers" ? field.holds : undefined;
  }
  if (field.holds === "number" && argument.takes === "text" && OCTAL.has(argument.name)) {
    return "octal";
  }
  if (field.type?.name === "ServiceBackendPort") {
    return "backendPort";
  }
  if (field.holds === "text") {
    return field.required ? "required" : "text";
  }
  return field.holds === "number" || field.holds === "boolean" || field.holds === "port" ? field.holds : undefined;
}
