import type { Body } from "./hcl-declarations";

/** Whether it is a body, or an object in one. */
export function isBody(raw: unknown): raw is Body {
  return typeof raw === "object" && raw !== null && !Array.isArray(raw);
}

/** Normalising changes its input, and the body of a module is read once for each call of it. */
export function copyOf(raw: Body): Body {
  return JSON.parse(JSON.stringify(raw)) as Body;
}

/** Addresses as they are in synthesized JSON: without `${}`. */
export function withoutMarks(raw: unknown): unknown {
  if (typeof raw === "string") {
    return raw.startsWith("${") && raw.endsWith("}") ? raw.slice(2, -1) : raw;
  }
  if (Array.isArray(raw)) {
    return raw.map(withoutMarks);
  }
  return isBody(raw) ? Object.fromEntries(Object.entries(raw).map(([key, value]) => [key, withoutMarks(value)])) : raw;
}
