/** CEL: annotations of the object, none where it has none. */
export const ANNOTATIONS = "(has(object.metadata.annotations) ? object.metadata.annotations : {})";

/** CEL: the annotation is there and the condition on it holds. */
export function annotation(name: string, condition = ' != ""'): string {
  return `("${name}" in ${ANNOTATIONS} && ${ANNOTATIONS}["${name}"]${condition})`;
}

/** CEL: one of the conditions holds. */
export function anyOf(...conditions: readonly string[]): string {
  return `(${conditions.join(" || ")})`;
}
