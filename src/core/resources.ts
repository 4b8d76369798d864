import { TerraformResource } from "cdktf";
import type { IConstruct } from "constructs";

/** All resources that a construct consists of: what `dependsOn` takes. */
export function resourcesBelow(construct: IConstruct): TerraformResource[] {
  return construct.node.findAll().filter(TerraformResource.isTerraformResource);
}
