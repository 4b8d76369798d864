import { Annotations, Aspects, TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import type { TerraformJson } from "./final-check";
import { guardsItself, JudgedRendering } from "./guarded-stack";
import { MandatoryLabels } from "./mandatory-labels";
import { declareOwnership, MandatoryTags, type OwnershipProps } from "./ownership";
import { hasSecureState, watchState } from "./state";
import { DataClass, type ServingTier } from "./tier";
import { stopTokenTraces } from "./token-traces";
import { Validator } from "./validation";

/** Properties of {@link HardenedStack}. */
export interface HardenedStackProps extends OwnershipProps {}

const DEFAULT_REGISTRY = "registry.terraform.io";
const DEFAULT_PROVIDER_NAMESPACE = "hashicorp";

/**
 * A Terraform stack that knows whom it belongs to.
 *
 * Every taggable resource in it, also one that Modelkeep did not make, carries the tags `tier`, `tenant`, `owner` and
 * `data-class`; resources of Google Cloud carry them as labels. Provider addresses are written in full, so that Terraform and OpenTofu install the same provider. The
 * final Terraform JSON, with overrides merged in, passes the registered checks before anything of the stack is written.
 * A stack whose state is not kept by a `SecureStateBackend` gets a warning.
 *
 * Throws a ValidationError when tenant or owner are not fit to be tags.
 *
 * @see docs/hardening.md#state
 */
export class HardenedStack extends TerraformStack {
  /** Segment of the stack. */
  public readonly tier: ServingTier;

  /** Team that the stack serves. */
  public readonly tenant: string;

  /** Whom to ask about the stack. */
  public readonly owner: string;

  /** How confidential the data in the stack is. */
  public readonly dataClass: DataClass;

  private readonly rendering: JudgedRendering;

  constructor(scope: Construct, id: string, props: HardenedStackProps) {
    stopTokenTraces();
    super(scope, id);
    validate(this, props);
    this.tier = props.tier;
    this.tenant = props.tenant;
    this.owner = props.owner;
    this.dataClass = props.dataClass ?? DataClass.CONFIDENTIAL;

    declareOwnership(this, props);
    Aspects.of(this).add(new MandatoryTags(props));
    Aspects.of(this).add(new MandatoryLabels(props));
    watchState(this);
    guardsItself(this);
    this.rendering = new JudgedRendering(this, () => this.render());
  }

  /** Called by CDKTF when synthesis begins. */
  public override prepareStack(): void {
    if (!hasSecureState(this)) {
      Annotations.of(this).addWarning(
        "The state of this stack is not kept by a SecureStateBackend: it holds secrets and the whole topology, and lies " +
          "unencrypted where synthesis ran. Attach one: aws.SecureStateBackend.attach(stack, { bucketName, region, keyArn }), " +
          "or google.SecureStateBackend.attach(stack, { bucketName, kmsKeyName }).",
      );
    }
    super.prepareStack();
  }

  /**
   * The final Terraform JSON: overrides merged in, provider addresses in full, every registered check passed.
   *
   * Throws a ValidationError when a check finds a violation.
   */
  public override toTerraform(): any {
    return this.rendering.take();
  }

  /** The same as HCL, for `hclOutput` of CDKTF: judged like the JSON. */
  public override toHclTerraform(): { [key: string]: any } {
    this.rendering.judge();
    const { hcl, ...rest } = super.toHclTerraform();
    return { ...rest, hcl: writeSourcesInFull(String(hcl)) };
  }

  private render(): TerraformJson {
    const json: TerraformJson = super.toTerraform();
    writeProviderAddressesInFull(json);
    return json;
  }
}

function validate(stack: HardenedStack, props: HardenedStackProps): void {
  new Validator(stack, "HardenedStack")
    .given(props, "tier", "tenant", "owner")
    .tier("tier", props.tier)
    .kubernetesName("tenant", props.tenant)
    .matches(
      "owner",
      props.owner,
      /^[\w .:/=+\-@]{1,256}$/,
      "1 to 256 letters, digits, spaces and any of . : / = + - @ _ (what clouds take as a tag)",
    )
    .done();
}

function writeProviderAddressesInFull(json: TerraformJson): void {
  const providers = json.terraform?.required_providers ?? {};
  for (const requirement of Object.values(providers)) {
    requirement.source = inFull(requirement.source);
  }
}

/** Sources of providers stand in the terraform block, which CDKTF writes first; those of modules come after it. */
function writeSourcesInFull(hcl: string): string {
  const end = hcl.indexOf("\n}") + 1;
  const block = hcl
    .slice(0, end)
    .replace(/(source\s*=\s*")([^"]+)/g, (_, head: string, source: string) => head + inFull(source));
  return block + hcl.slice(end);
}

function inFull(source: string): string {
  const parts = source.split("/");
  switch (parts.length) {
    case 1:
      return `${DEFAULT_REGISTRY}/${DEFAULT_PROVIDER_NAMESPACE}/${source}`;
    case 2:
      return `${DEFAULT_REGISTRY}/${source}`;
    default:
      return source;
  }
}
