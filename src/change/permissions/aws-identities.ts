import type { Estate } from "../../estate/estate";
import { namedAs } from "../../estate/joins/names";
import { leadsTo, target, targetOf } from "../../estate/joins/references";
import { blocksOf, listOf, own, textOf } from "../../estate/joins/values";
import { remembered } from "../../estate/memo";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { keyOf } from "../sides";
import { allActions } from "./action-set";
import { documentSource, grantsOf, opaqueGrant, unreadableGrant } from "./aws-statements";
import type { Grant } from "./grant";
import { Grants, type Holder, namedOf, type Source, sourceOf } from "./ledger";
import { ADMINISTRATOR, levelOfManaged, managedPolicyIn } from "./managed-policies";
import type { Mirrored } from "./mirrored";
import { MISSING_POLICY } from "./missing";
import { highestLevelOf } from "./said";
import { isUndecided, type Side } from "./spelling";

/** What can have policies of its own. */
type Identity = "aws_iam_role" | "aws_iam_user" | "aws_iam_group";

const WORDS: Readonly<Record<string, string>> = {
  aws_iam_role: "role",
  aws_iam_user: "user",
  aws_iam_group: "group",
};

const INLINE: readonly (readonly [kind: string, link: string, identity: Identity])[] = [
  ["aws_iam_role_policy", "role", "aws_iam_role"],
  ["aws_iam_user_policy", "user", "aws_iam_user"],
  ["aws_iam_group_policy", "group", "aws_iam_group"],
];

const ATTACHMENTS: readonly (readonly [kind: string, link: string, policies: string, identity: Identity])[] = [
  ["aws_iam_role_policy_attachment", "role", "policy_arn", "aws_iam_role"],
  ["aws_iam_user_policy_attachment", "user", "policy_arn", "aws_iam_user"],
  ["aws_iam_group_policy_attachment", "group", "policy_arn", "aws_iam_group"],
  ["aws_iam_policy_attachment", "roles", "policy_arn", "aws_iam_role"],
  ["aws_iam_policy_attachment", "users", "policy_arn", "aws_iam_user"],
  ["aws_iam_policy_attachment", "groups", "policy_arn", "aws_iam_group"],
  ["aws_iam_role_policy_attachments_exclusive", "role_name", "policy_arns", "aws_iam_role"],
  ["aws_iam_user_policy_attachments_exclusive", "user_name", "policy_arns", "aws_iam_user"],
  ["aws_iam_group_policy_attachments_exclusive", "group_name", "policy_arns", "aws_iam_group"],
];

/** Collects what roles, users and groups are given by their own policies. */
export class Identities {
  private readonly policies = new Map<Resource, Source>();

  constructor(
    private readonly side: Side,
    private readonly mirrored: Mirrored,
  ) {}

  public collect(): void {
    for (const kind of Object.keys(WORDS)) {
      for (const identity of this.side.ofKind(kind)) {
        this.own(identity);
      }
    }
    for (const [kind, link, identity] of INLINE) {
      for (const policy of this.side.ofKind(kind)) {
        for (const holder of this.holders(policy, link, identity)) {
          holder.grants.add(this.document(policy, own(policy.attributes, "policy")));
        }
      }
    }
    for (const [kind, link, policies, identity] of ATTACHMENTS) {
      for (const attachment of this.side.ofKind(kind)) {
        for (const holder of this.holders(attachment, link, identity)) {
          holder.grants.add(...this.attached(attachment, policies));
        }
      }
    }
    this.members();
  }

  /** The holder of a role, a user or a group of the estate. */
  public holderOf(identity: Resource): Holder {
    const { name, name_prefix } = identity.attributes;
    const known = [name, name_prefix].find((value) => (value ?? null) !== null);
    const text = this.side.spell(known, identity.root);
    return this.side.ledger.holder(
      keyOf(identity),
      namedOf(identity),
      `${WORDS[identity.kind] ?? "identity"} ${text === "" || text.includes("${") ? identity.address : text}`,
    );
  }

  /** What stands in the identity itself, save what the provider copies there from resources of their own. */
  private own(identity: Resource): void {
    const holder = this.holderOf(identity);
    for (const block of blocksOf(identity.attributes, "inline_policy")) {
      if (!this.mirrored.has(identity, textOf(own(block, "name")) ?? "")) {
        holder.grants.add(this.document(identity, own(block, "policy")));
      }
    }
    holder.grants.add(...this.attached(identity, "managed_policy_arns", (arn) => !this.mirrored.has(identity, arn)));
    const boundary = own(identity.attributes, "permissions_boundary");
    if (boundary !== null && boundary !== "") {
      const policy = target(this.side.estate, identity, "permissions_boundary", "aws_iam_policy");
      const found = policy !== undefined && !isUnknown(policy) && policy.kind === "aws_iam_policy" ? policy : undefined;
      const grants = new Grants();
      const arn =
        found?.mode === "data"
          ? this.side.spell(own(found.attributes, "arn") ?? own(found.attributes, "name"), found.root)
          : this.side.spell(boundary, identity.root);
      const isAdministrator = managedPolicyIn(arn) === ADMINISTRATOR;
      if (isAdministrator) {
        grants.push(this.managedPolicy(identity, ADMINISTRATOR));
      } else if (found !== undefined) {
        grants.add(this.customerPolicy(found));
      }
      holder.boundary = {
        grants,
        name: found === undefined ? this.side.spell(boundary, identity.root) : this.nameOfPolicy(found),
        undecided: !isAdministrator && (found === undefined || !hasDocument(found)),
        isNamed: found !== undefined || isNameOfPolicy(arn),
      };
    }
  }

  /** Those that the link leads to; who they are that it leads out of the estate to is said as it is written. */
  private holders(from: Resource, link: string, kind: Identity): readonly Holder[] {
    const value = own(from.attributes, link);
    const whole = from.references.get(link) ?? [];
    return listOf(value).flatMap((one, index) => {
      const references = from.references.get(`${link}.${index}`) ?? (isUnknown(one) ? one.references : whole);
      const led = [...new Set(references.flatMap((reference) => leadsTo(this.side.estate, reference, from)))].filter(
        (each) => each.kind === kind && each.mode !== "data",
      );
      const found = targetOf(this.side.estate, from, one, references, kind);
      const identities = isUnknown(one) && one.text === undefined ? led : [found].filter(isResource);
      const ours = identities.filter((each) => each.kind === kind && each.mode !== "data");
      if (ours.length > 0) {
        return ours.map((identity) => this.holderOf(identity));
      }
      const text = `${WORDS[kind] ?? ""} ${this.side.spell(one, from.root)}`;
      return [this.side.ledger.holder(`${from.root}\u0000${text}`, namedOf(from), text)];
    });
  }

  private attached(from: Resource, attribute: string, isOwn: (arn: string) => boolean = () => true): readonly Source[] {
    const whole = from.references.get(attribute) ?? [];
    return listOf(own(from.attributes, attribute)).flatMap((arn, index) => {
      const references = from.references.get(`${attribute}.${index}`) ?? (isUnknown(arn) ? arn.references : whole);
      const text = this.side.spell(arn, from.root);
      if (!isOwn(text)) {
        return [];
      }
      const managed = managedPolicyIn(text);
      if (managed !== undefined) {
        return [sourceOf([this.managedPolicy(from, managed)])];
      }
      const found = policiesOf(this.side.estate, from, arn, references);
      return found.length > 0
        ? found.map((policy) => this.attachedPolicy(from, policy))
        : [sourceOf([{ ...elsewhere(from, text), ...unknownIf(isUnknown(arn)) }])];
    });
  }

  private attachedPolicy(from: Resource, policy: Resource): Source {
    if (policy.mode !== "data" || hasDocument(policy)) {
      const source = this.customerPolicy(policy);
      return isUndecided(from) ? sourceOf(source.grants().map((grant) => ({ ...grant, undecided: true }))) : source;
    }
    const arn = this.side.spell(own(policy.attributes, "arn") ?? own(policy.attributes, "name"), policy.root);
    const managed = managedPolicyIn(arn);
    return sourceOf([managed === undefined ? elsewhere(from, arn) : this.managedPolicy(from, managed)]);
  }

  private managedPolicy(from: Resource, name: string): Grant {
    const grant = opaqueGrant(from, `policy ${name}`, levelOfManaged(name));
    // The one of which it is known, and always will be, what it gives: all.
    return name === ADMINISTRATOR ? { ...grant, actions: allActions(`policy ${name}`) } : grant;
  }

  private customerPolicy(policy: Resource): Source {
    let source = this.policies.get(policy);
    if (source === undefined) {
      source = this.document(policy, own(policy.attributes, "policy"));
      this.policies.set(policy, source);
    }
    return source;
  }

  private document(from: Resource, document: Value): Source {
    return documentSource(this.side, from, document, (statements) =>
      "unreadable" in statements
        ? [unreadableGrant(from, statements)]
        : statements.flatMap((statement) => grantsOf(this.side, from, statement)),
    );
  }

  private nameOfPolicy(policy: Resource): string {
    const name = textOf(own(policy.attributes, "name"));
    return name === undefined || name.includes("${") ? policy.address : name;
  }

  /** Users have what their groups have; what that is, the group says. */
  private members(): void {
    const memberships = [
      ...this.side.ofKind("aws_iam_group_membership").map((from) => [from, "users", "group"] as const),
      ...this.side.ofKind("aws_iam_user_group_membership").map((from) => [from, "user", "groups"] as const),
    ];
    for (const [from, users, groups] of memberships) {
      const all = this.holders(from, groups, "aws_iam_group");
      for (const user of this.holders(from, users, "aws_iam_user")) {
        user.grants.push(...all.map((group) => memberOf(from, group)));
      }
    }
  }
}

/** What it comes to is asked when all that the group is given is collected. */
function memberOf(from: Resource, { principal, grants }: Holder): Grant {
  const grant = opaqueGrant(from, `all that the ${principal} may`, "write");
  return { ...grant, levelOf: () => highestLevelOf(grants.all) ?? "write" };
}

/** A policy that is made elsewhere: nobody here knows what it gives, or on what. */
function elsewhere(from: Resource, arn: string): Grant {
  const grant = opaqueGrant(from, `policy ${arn}`, "write");
  return {
    ...grant,
    resources: [{ of: "(not known)" }],
    undecided: true,
    ...(grant.undecided || !isNameOfPolicy(arn) ? {} : { missing: MISSING_POLICY }),
  };
}

/** Whether the text is the ARN of one policy, whatever the account and the partition. */
function isNameOfPolicy(arn: string): boolean {
  return /^arn:(?:[\w-]+|\$\{[^{}]*\}):iam::[^:]*:policy\/[^${}]+$/.test(arn);
}

/** Whether the estate knows what the policy says: of one that is looked up, it does after a plan has read it. */
function hasDocument({ attributes }: Resource): boolean {
  const document = own(attributes, "policy");
  return document !== null && document !== "";
}

function unknownIf(isUnknownPolicy: boolean): Partial<Grant> {
  return isUnknownPolicy ? { undecided: true, isOpaque: true } : {};
}

function isResource(found: unknown): found is Resource {
  return typeof found === "object" && found !== null && !isUnknown(found);
}

function policiesOf(
  estate: Estate,
  from: Resource,
  arn: Value,
  references: readonly Parameters<typeof leadsTo>[1][],
): readonly Resource[] {
  const led = references.flatMap((reference) => leadsTo(estate, reference, from));
  const text = textOf(arn);
  const found = led.length > 0 || text === undefined ? led : namedAs(estate, "aws_iam_policy", text, from.root);
  const policies = [...new Set(found)].filter(({ kind }) => kind === "aws_iam_policy");
  const lookedUp = text === undefined ? undefined : policiesLookedUp(estate, from.root).get(text);
  return policies.length === 0 && lookedUp !== undefined ? [lookedUp] : policies;
}

/** Policies that data sources of the root found, by ARN: where that is known, nothing refers to the data source any more. */
const policiesLookedUp = remembered((estate: Estate, root: string): ReadonlyMap<string, Resource> => {
  const found = estate.ofKind("aws_iam_policy").filter((policy) => policy.mode === "data" && policy.root === root);
  return new Map(
    found.flatMap((policy) => {
      const arn = textOf(own(policy.attributes, "arn"));
      return arn === undefined ? [] : [[arn, policy] as const];
    }),
  );
});
