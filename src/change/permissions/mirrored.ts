import { target } from "../../estate/joins/references";
import { blocksOf, listOf, own, textOf } from "../../estate/joins/values";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { keyOf } from "../sides";
import type { Side } from "./spelling";

/**
 * What states and plans show in a role although a resource of its own says it: the provider reads it back from AWS. Where that
 * resource goes, the plan still shows the copy, the same as before.
 */
export class Mirrored {
  private readonly own: Said;
  private readonly other: Said;

  constructor(side: Side, other: Side) {
    this.own = saidIn(side);
    this.other = saidIn(other);
  }

  /** Whether the inline policy of the name, or the ARN, is no more than a copy in the role. */
  public has(role: Resource, name: string): boolean {
    const key = keyIn(role, name);
    return this.own.apart.has(key) || (this.other.apart.has(key) && this.other.inRoles.has(key));
  }
}

interface Said {
  /** By resources of their own. */
  readonly apart: ReadonlySet<string>;
  readonly inRoles: ReadonlySet<string>;
}

const known = new WeakMap<Side, Said>();

function saidIn(side: Side): Said {
  let said = known.get(side);
  if (said === undefined) {
    said = { apart: new Set(apart(side)), inRoles: new Set(inRoles(side)) };
    known.set(side, said);
  }
  return said;
}

function apart(side: Side): readonly string[] {
  return [
    ...side.ofKind("aws_iam_role_policy").flatMap((policy) => of(side, policy, "role", own(policy.attributes, "name"))),
    ...side
      .ofKind("aws_iam_role_policy_attachment")
      .flatMap((attachment) => of(side, attachment, "role", own(attachment.attributes, "policy_arn"))),
    ...side
      .ofKind("aws_iam_policy_attachment")
      .flatMap((attachment) =>
        listOf(own(attachment.attributes, "roles")).flatMap((_, index) =>
          of(side, attachment, `roles.${index}`, own(attachment.attributes, "policy_arn")),
        ),
      ),
  ];
}

function of(side: Side, from: Resource, link: string, what: Value): readonly string[] {
  const role = target(side.estate, from, link, "aws_iam_role");
  return role === undefined || isUnknown(role) ? [] : [keyIn(role, side.spell(what, from.root))];
}

function inRoles(side: Side): readonly string[] {
  return side
    .ofKind("aws_iam_role")
    .flatMap((role) => [
      ...blocksOf(role.attributes, "inline_policy").map((block) => keyIn(role, textOf(own(block, "name")) ?? "")),
      ...listOf(own(role.attributes, "managed_policy_arns")).map((arn) => keyIn(role, side.spell(arn, role.root))),
    ]);
}

function keyIn(role: Resource, name: string): string {
  return `${keyOf(role)}\u0000${name}`;
}
