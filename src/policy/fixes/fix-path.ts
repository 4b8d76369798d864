/** A piece of a fix path: a name, a key of a map, or the elements of a list that have a value. */
export type Segment =
  | { readonly name: string }
  | { readonly key: string }
  | { readonly where: string; readonly equals: string };

/** `env[name=HOME].value` as its pieces. Throws on what is not a path. */
export function parseFixPath(path: string): readonly Segment[] {
  const segments: Segment[] = [];
  const piece = /\.?([A-Za-z_][\w-]*)|\["([^"]+)"\]|\[([\w-]+)=([^\]]+)\]/y;
  while (piece.lastIndex < path.length) {
    const match = piece.exec(path);
    if (match === null) {
      throw new Error(`not the path of a fix: ${JSON.stringify(path)}`);
    }
    const [, name, key, where, equals] = match;
    if (name !== undefined) {
      segments.push({ name });
    } else if (key !== undefined) {
      segments.push({ key });
    } else {
      segments.push({ where: where as string, equals: equals as string });
    }
  }
  return segments;
}

/** The way to the spec of the pod, by the kind of the object. */
const POD_TEMPLATES: Readonly<Record<string, readonly string[]>> = {
  Pod: [],
  CronJob: ["spec", "jobTemplate", "spec", "template"],
};
const POD_TEMPLATE: readonly string[] = ["spec", "template"];

/** The path with `pod.` and `template.` replaced by the way to them in an object of that kind. */
export function pathInKind(path: string, kind: string): string {
  const template = POD_TEMPLATES[kind] ?? POD_TEMPLATE;
  if (path.startsWith("pod.")) {
    return [...template, "spec", path.slice("pod.".length)].join(".");
  }
  return path.startsWith("template.") ? [...template, path.slice("template.".length)].join(".") : path;
}

/** `containers` of a pod stand for these: a control asks all of them. */
export const CONTAINER_LISTS: readonly string[] = ["initContainers", "ephemeralContainers"];

/** Paths that a path on containers stands for: those of the pod's other containers come after it. */
export function pathsOf(
  path: string,
  kind: string,
): readonly { readonly path: string; readonly mayBeAbsent: boolean }[] {
  const whole = { path: pathInKind(path, kind), mayBeAbsent: false };
  if (!path.startsWith("pod.containers.")) {
    return [whole];
  }
  const others = CONTAINER_LISTS.map((list) => ({
    path: pathInKind(path.replace("pod.containers", `pod.${list}`), kind),
    mayBeAbsent: true,
  }));
  return [whole, ...others];
}
