import type { Form } from "./lifting-shape";
import type { Value } from "./resource";
import { isUnknown } from "./unknown";

/**
 * The argument's value as Kubernetes takes it, undefined when it counts as not set. Terraform converts between texts, numbers and
 * booleans by itself, and takes an empty text, list or map for one that is not set. What cannot be converted stays as it is written.
 */
export function liftValue(form: Form, value: Value): Value | undefined {
  if (value === null || isUnknown(value)) {
    return value ?? undefined;
  }
  switch (form) {
    case "required":
      return text(value);
    case "text":
      return value === "" ? undefined : text(value);
    case "number":
      return value === "" ? undefined : number(value);
    case "boolean":
      return value === "" ? undefined : boolean(value);
    case "port":
      return value === "" ? undefined : port(value);
    case "backendPort":
      return backendPort(value);
    case "octal":
      return value === "" ? undefined : octal(value);
    case "base64":
      return value === "" ? undefined : base64(value);
    case "texts":
      return list(value, text);
    case "numbers":
      return list(value, number);
    case "map":
      return map(value);
    default:
      return value;
  }
}

function text(value: Value): Value {
  return typeof value === "number" || typeof value === "boolean" ? String(value) : value;
}

function number(value: Value): Value {
  return typeof value === "string" && /^-?\d{1,15}(\.\d+)?$/.test(value) ? Number(value) : value;
}

function boolean(value: Value): Value {
  if (value === "true" || value === "false") {
    return value === "true";
  }
  return value;
}

/** Ports, percentages and counts: a number where the text is one, as the provider's `intstr.Parse` does. */
function port(value: Value): Value {
  return typeof value === "string" && /^-?\d{1,9}$/.test(value) ? Number(value) : value;
}

function backendPort(value: Value): Value | undefined {
  const number = port(value);
  if (number === "") {
    return undefined;
  }
  return typeof number === "number" ? { number } : { name: number };
}

/** A file mode: "0644" is 420. */
function octal(value: Value): Value {
  const mode = text(value);
  return typeof mode === "string" && /^[0-7]{1,6}$/.test(mode) ? Number.parseInt(mode, 8) : value;
}

function base64(value: Value): Value {
  return typeof value === "string" ? Buffer.from(value, "utf8").toString("base64") : value;
}

function list(value: Value, convert: (element: Value) => Value): Value | undefined {
  if (!Array.isArray(value)) {
    return value;
  }
  const elements: readonly Value[] = value;
  const given = elements.filter((element) => element !== null);
  return given.length === 0 ? undefined : given.map((element) => (isUnknown(element) ? element : convert(element)));
}

/** A map of texts. Its keys are the user's: `__proto__` is one of them. */
function map(value: Value): Value | undefined {
  if (typeof value !== "object" || value === null || Array.isArray(value) || isUnknown(value)) {
    return value;
  }
  const lifted: Record<string, Value> = Object.create(null);
  let empty = true;
  for (const [key, entry] of Object.entries(value)) {
    if (entry !== null) {
      lifted[key] = isUnknown(entry) ? entry : text(entry);
      empty = false;
    }
  }
  return empty ? undefined : lifted;
}
