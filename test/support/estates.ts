import type { Estate } from "../../src/estate/estate";
import { liftedEstate } from "../../src/estate/lifted";
import { fromManifests } from "../../src/estate/manifests";
import { fromPlan } from "../../src/estate/plan";
import type { Reading } from "../../src/estate/reading";
import { fromSynthesized } from "../../src/estate/synthesized";

/** Terraform JSON as a person or CDKTF writes it: `resource.aws_s3_bucket.models = { ... }`. */
export interface TerraformSource {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly terraform?: unknown;
  readonly provider?: unknown;
  readonly variable?: unknown;
  readonly locals?: unknown;
  readonly "//"?: unknown;
}

/** A small estate of a test: Terraform JSON, Kubernetes objects, plans. */
export interface EstateSource extends TerraformSource {
  readonly manifests?: readonly object[];

  /** What `terraform show -json` says of a plan. */
  readonly plan?: Readonly<Record<string, unknown>>;

  /** Further root modules beside this one. */
  readonly also?: readonly (TerraformSource & { readonly name: string })[];
}

/** The estate that the readers make of the source. The source is copied: readers work in place. */
export function estateOf({ manifests, plan, also = [], ...terraform }: EstateSource): Estate {
  const readings: Reading[] = [];
  if (Object.keys(terraform).length > 0) {
    const roots = [{ name: "case", ...terraform }, ...also];
    readings.push(
      fromSynthesized(
        roots.map(({ name, ...json }) => ({ file: `${name}.tf.json`, name, json: structuredClone(json) })),
      ),
    );
  }
  if (plan !== undefined) {
    readings.push(fromPlan("plan.json", structuredClone(plan)));
  }
  for (const [index, manifest] of (manifests ?? []).entries()) {
    readings.push(fromManifests(`case-${index}.json`, JSON.stringify(manifest)));
  }
  return liftedEstate(readings);
}
