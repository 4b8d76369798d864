import type { Finding } from "../judgement";
import type { RootCause } from "../root-cause";
import { rootCauseOf } from "../root-causes";
import { compareFindings, compareText, groupBy, rank } from "./order";

/** Findings that are mended together, worst first; without a cause it is one. */
export interface Story<T extends Finding = Finding> {
  readonly cause?: RootCause;
  readonly findings: readonly T[];
}

/** What is the matter with a resource, or with the instances of it that `count` and `for_each` made alike. */
export interface ResourceStories<T extends Finding = Finding> {
  /** A finding of the first instance: where it is. */
  readonly place: T;

  /** How many instances there are of which the same is said: 1 for a resource that stands alone. */
  readonly instances: number;

  readonly stories: readonly Story<T>[];
}

/**
 * Findings by resource and root cause. The resource with the worst finding comes first, among equals the one with more of
 * them; within a resource the worst story.
 */
export function storiesOf<T extends Finding>(findings: readonly T[]): readonly ResourceStories<T>[] {
  const sorted = [...findings].sort(compareFindings);
  const resources = [...groupBy(sorted, keyOfResource).values()];
  const alike = [...groupBy(resources, keyOfInstances).values()];
  return alike
    .map((instances): ResourceStories<T> => {
      const [first] = instances as [readonly T[], ...(readonly T[])[]];
      return { place: first[0] as T, instances: instances.length, stories: storiesOfOne(first) };
    })
    .sort(worstFirst);
}

/** How many stories there are in all. */
export function countStories(resources: readonly ResourceStories[]): number {
  return resources.reduce((sum, { stories }) => sum + stories.length, 0);
}

function storiesOfOne<T extends Finding>(findings: readonly T[]): readonly Story<T>[] {
  const byCause = groupBy(findings, (finding) => rootCauseOf(finding.control)?.id ?? finding);
  return [...byCause.values()].flatMap((group): readonly Story<T>[] => {
    const [first] = group;
    const cause = first === undefined ? undefined : rootCauseOf(first.control);
    return cause === undefined || new Set(group.map(({ control }) => control)).size < 2
      ? group.map((finding) => ({ findings: [finding] }))
      : [{ cause, findings: group }];
  });
}

function keyOfResource({ root, namespace, resource }: Finding): string {
  return JSON.stringify([root, namespace, resource]);
}

/** Instances of one block, with the same findings in the same words, are told once. */
function keyOfInstances(findings: readonly Finding[]): string {
  const [first] = findings;
  if (first === undefined) {
    return "";
  }
  const block = first.resource.replaceAll(/\[(?:\d+|"(?:[^"\\]|\\.)*")\]/g, "[]");
  const said = findings.map(({ control, attribute, message }) => [control, attribute, message]);
  return JSON.stringify([first.root, first.namespace, block, block === first.resource ? "" : said]);
}

function worstFirst(a: ResourceStories, b: ResourceStories): number {
  const counts = (of: ResourceStories) =>
    of.stories.flatMap(({ findings }) => findings).filter(({ severity }) => severity === of.place.severity).length;
  return (
    rank(a.place.severity) - rank(b.place.severity) ||
    counts(b) - counts(a) ||
    compareText(a.place.root, b.place.root) ||
    compareText(a.place.resource, b.place.resource) ||
    compareText(a.place.namespace ?? "", b.place.namespace ?? "")
  );
}
