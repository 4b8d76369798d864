import type { FixValue, Step } from "../fixes/fix";
import { CONTAINER_LISTS, parseFixPath, pathsOf, type Segment } from "../fixes/fix-path";
import { NoArgumentError, placeInType, type TerraformPlace } from "./terraform-names";

/** Steps that change the attributes of a resource. */
export type EditStep = Extract<Step, { path: string }>;

export function isEdit(step: Step): step is EditStep {
  return "path" in step;
}

/** How the source of a resource names its parts. */
export interface Naming {
  /** `aws_s3_bucket`, `kubernetes_deployment_v1`, or the `kind` of a manifest: `Deployment`. */
  readonly kind: string;

  /** Where a resource of Terraform was judged as the object that it makes, the `kind` of that object. */
  readonly judgedAs?: string;
}

/** A change at a place, in the names of the source. */
export interface Edit {
  readonly do: EditStep["do"];
  readonly segments: readonly Segment[];

  /** What is set, or the elements that are included or excluded. */
  readonly values: readonly FixValue[];

  /** Number of segments whose blocks are not made where they are not there. */
  readonly given: number;
}

/**
 * The changes that the step makes to a resource.
 *
 * @throws NoArgumentError when the provider has no argument for what the step changes
 */
export function editsOf(step: EditStep, { kind, judgedAs }: Naming): readonly Edit[] {
  const values = step.do === "unset" ? [] : step.do === "set" ? [step.to] : step.values;
  return pathsOf(step.path, judgedAs ?? kind).flatMap(({ path, mayBeAbsent }) => {
    const segments = parseFixPath(path);
    const place = judgedAs === undefined ? { segments, written: asItIs } : placeIn(kind, segments);
    if (place === undefined) {
      if (mayBeAbsent || step.do === "unset" || step.do === "exclude") {
        return [];
      }
      throw new NoArgumentError(path);
    }
    const lists = place.segments.findIndex((segment) => "name" in segment && OTHER_CONTAINERS.has(segment.name));
    const isTaking = step.do === "unset" || step.do === "exclude";
    const given = isTaking ? place.segments.length : mayBeAbsent ? lists + 1 : 0;
    return { do: step.do, segments: place.segments, values: values.map(place.written), given };
  });
}

/** Whether the edit is that of a pod's init or ephemeral containers. */
export function isOnOtherContainers({ segments }: Edit): boolean {
  return segments.some((segment) => "name" in segment && OTHER_CONTAINERS.has(segment.name));
}

/** Containers that a pod may do without, as the source names their list. */
const OTHER_CONTAINERS: ReadonlySet<string> = new Set([...CONTAINER_LISTS, "init_container"]);

function asItIs(value: FixValue): FixValue {
  return value;
}

function placeIn(kind: string, segments: readonly Segment[]): TerraformPlace | undefined {
  return kind === "kubernetes_manifest"
    ? { segments: [{ name: "manifest" }, ...segments], written: asItIs }
    : placeInType(kind, segments);
}
