import { Fn, type IAspect, TerraformResource, Token } from "cdktf";
import type { IConstruct } from "constructs";
import { DataClass, ServingTier } from "./tier";

/** Who a stack belongs to. It becomes the mandatory tags of every taggable resource. */
export interface OwnershipProps {
  /** The segment that the stack belongs to. */
  readonly tier: ServingTier;

  /** The team that the stack serves: 1 to 63 lower-case letters, digits and hyphens. */
  readonly tenant: string;

  /** Whom to ask: an e-mail address or the name of a team, at most 256 characters. */
  readonly owner: string;

  /**
   * How confidential the data in the stack is.
   *
   * @default DataClass.CONFIDENTIAL
   */
  readonly dataClass?: DataClass;
}

const CONTEXT_KEY = "modelkeep:ownership";

/** Remembers on `scope` whom everything below it belongs to. */
export function declareOwnership(scope: IConstruct, props: OwnershipProps): void {
  scope.node.setContext(CONTEXT_KEY, props);
}

/** Ownership declared on the construct or nearest above it; undefined in a plain `TerraformStack`. */
export function ownershipOf(construct: IConstruct): OwnershipProps | undefined {
  return construct.node.tryGetContext(CONTEXT_KEY);
}

/** Tier of the construct. A plain stack declares none: unknown is judged like production. */
export function tierOf(construct: IConstruct): ServingTier {
  return ownershipOf(construct)?.tier ?? ServingTier.PRODUCTION;
}

/** The mandatory tags, as keys and values. */
export function mandatoryTags(props: OwnershipProps): Record<string, string> {
  return {
    tier: props.tier,
    tenant: props.tenant,
    owner: props.owner,
    "data-class": props.dataClass ?? DataClass.CONFIDENTIAL,
  };
}

interface TaggableResource {
  tags: Record<string, string>;
  readonly tagsInput: Record<string, string> | undefined;
}

/**
 * Gives every taggable resource the mandatory tags, also resources that Modelkeep did not make.
 *
 * Tier, tenant and owner of the stack win over a resource's own; a resource may state its own `data-class`.
 */
export class MandatoryTags implements IAspect {
  private readonly tags: Record<string, string>;

  constructor(props: OwnershipProps) {
    this.tags = mandatoryTags(props);
  }

  public visit(node: IConstruct): void {
    if (!isTaggable(node)) {
      return;
    }
    node.tags = withMandatory(node.tagsInput, this.tags);
  }
}

/** The mandatory tags or labels win over a resource's own, but for its `data-class`. Tokens are merged by Terraform. */
export function withMandatory(
  own: Record<string, string> | undefined,
  mandatory: Record<string, string>,
): Record<string, string> {
  if (own === undefined) {
    return { ...mandatory };
  }
  if (Token.isUnresolved(own)) {
    return Fn.merge([own, mandatory]);
  }
  const dataClass = own["data-class"];
  return { ...own, ...mandatory, ...(dataClass === undefined ? {} : { "data-class": dataClass }) };
}

function isTaggable(node: IConstruct): node is IConstruct & TaggableResource {
  // `tags_all` tells a resource with plain tags from those that give the word another shape (tag blocks, lists).
  return TerraformResource.isTerraformResource(node) && "tagsInput" in node && "tagsAll" in node;
}
