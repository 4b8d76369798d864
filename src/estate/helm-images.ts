import { helmValuesOf } from "./helm-values";
import { isAttributes, isList, own } from "./joins/values";
import type { Attributes, Resource, Value } from "./resource";
import { isUnknown, Unknown } from "./unknown";

/** A digest, or a tag with a number in it that is no branch: `1.2.3`, `v2`, `24.08-py3`. */
const EXACT = /@sha256:[0-9a-f]{64}$|^(?!.*(?:latest|nightly|snapshot)).*\d/i;

/** Charts nest their values a few levels deep; nobody nests them this deep. */
const DEEPEST_LEVEL = 50;

/** Images that the values of a release name by tags that move, as `server:latest`. What the chart names itself is the chart's matter. */
export function movingImages(release: Resource): readonly Value[] {
  const { values, certain } = helmValuesOf(release);
  const found: Value[] = [];
  collect(values, found, 0);
  return certain ? found : [...found, new Unknown()];
}

function collect(value: Value, found: Value[], depth: number): void {
  if (depth > DEEPEST_LEVEL) {
    return;
  }
  if (isList(value)) {
    for (const element of value) {
      collect(element, found, depth + 1);
    }
  }
  if (!isAttributes(value)) {
    return;
  }
  found.push(...taggedBy(value));
  for (const [name, element] of Object.entries(value)) {
    if (name === "image" && typeof element === "string") {
      found.push(...moving(element));
    }
    collect(element, found, depth + 1);
  }
}

/** `image: { repository, tag, digest }`; a tag that is empty is the chart's. */
function taggedBy(image: Attributes): readonly Value[] {
  const repository = own(image, "repository") ?? own(image, "image");
  const tag = own(image, "tag") ?? own(image, "imageTag");
  const digest = own(image, "digest") ?? own(image, "sha");
  if (
    repository === null ||
    isAttributes(repository) ||
    tag === null ||
    tag === "" ||
    (digest !== null && digest !== "")
  ) {
    return [];
  }
  if (isUnknown(tag)) {
    return [tag];
  }
  return EXACT.test(String(tag)) ? [] : [`${isUnknown(repository) ? "image" : String(repository)}:${String(tag)}`];
}

/** An image as one text: what follows the last colon is its tag, unless it is the port of the registry. */
function moving(image: string): readonly Value[] {
  const name = image.slice(image.lastIndexOf("/") + 1);
  const at = name.indexOf(":");
  return image.includes("@sha256:") || (at !== -1 && EXACT.test(name.slice(at + 1))) ? [] : [image];
}
