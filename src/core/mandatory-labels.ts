import { type IAspect, TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";
import { mandatoryTags, type OwnershipProps, withMandatory } from "./ownership";

const LONGEST_LABEL = 63;

/**
 * The mandatory tags as labels of Google Cloud, which takes lower-case letters, digits, hyphens and underscores alone:
 * `vision@acme.example` becomes `vision_at_acme_example`.
 */
export function mandatoryLabels(props: OwnershipProps): Record<string, string> {
  return Object.fromEntries(Object.entries(mandatoryTags(props)).map(([key, value]) => [key, labelValue(value)]));
}

/** A text in the letters of a label. */
export function labelValue(text: string): string {
  return text
    .toLowerCase()
    .replace(/@/g, "_at_")
    .replace(/[^a-z0-9_-]+/g, "_")
    .slice(0, LONGEST_LABEL);
}

interface LabelledResource {
  labels: Record<string, string>;
  readonly labelsInput: Record<string, string> | undefined;
}

interface ResourceLabelledResource {
  resourceLabels: Record<string, string>;
  readonly resourceLabelsInput: Record<string, string> | undefined;
}

/**
 * Gives every resource of Google Cloud that takes labels the mandatory ones, also resources that Modelkeep did not make.
 *
 * Tier, tenant and owner of the stack win over a resource's own; a resource may state its own `data-class`.
 */
export class MandatoryLabels implements IAspect {
  private readonly labels: Record<string, string>;

  constructor(props: OwnershipProps) {
    this.labels = mandatoryLabels(props);
  }

  public visit(node: IConstruct): void {
    if (!TerraformResource.isTerraformResource(node) || !("effectiveLabels" in node)) {
      return;
    }
    if (takesResourceLabels(node)) {
      node.resourceLabels = withMandatory(node.resourceLabelsInput, this.labels);
    } else if (takesLabels(node)) {
      node.labels = withMandatory(node.labelsInput, this.labels);
    }
  }
}

function takesLabels(node: IConstruct): node is IConstruct & LabelledResource {
  return "labelsInput" in node;
}

function takesResourceLabels(node: IConstruct): node is IConstruct & ResourceLabelledResource {
  return "resourceLabelsInput" in node;
}
