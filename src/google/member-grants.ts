import { createHash } from "node:crypto";
import { DefaultTokenResolver, StringConcat, TerraformStack, Tokenization } from "cdktf";
import type { IConstruct } from "constructs";

const HASH_LENGTH = 8;

/**
 * Id of a grant to the member, the same in every run: however many grants are made before it, and also where the member is
 * known only to Terraform.
 */
export function memberGrantId(scope: IConstruct, verb: string, member: string, ...what: string[]): string {
  const written = Tokenization.resolve(member, {
    scope: TerraformStack.of(scope),
    resolver: new DefaultTokenResolver(new StringConcat()),
    preparing: true,
  });
  const text = [String(written), ...what].join(" ");
  return `${verb}-${createHash("sha256").update(text).digest("hex").slice(0, HASH_LENGTH)}`;
}
