import { rolesNamed } from "../../estate/joins/policy-principals";
import { isAttributes, listOf, own } from "../../estate/joins/values";
import { isRestricted } from "../../estate/policy-condition";
import type { PolicyStatement } from "../../estate/policy-statement";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { blockOf, bucketOf } from "../exposure/aws-bucket-blocks";
import { awsActions } from "./action-set";
import type { Identities } from "./aws-identities";
import { grantsOf, type Owner, readPolicy, unreadableGrant } from "./aws-statements";
import { type Identifier, identifiersOf } from "./aws-trust";
import { ENCRYPTION_CONTEXT } from "./condition-words";
import { type Condition, worded } from "./conditions";
import type { Grant } from "./grant";
import { type Holder, namedOf } from "./ledger";
import {
  FUNCTION_PERMISSION,
  isOfEndpoint,
  KEY_GRANT,
  ownerIn,
  type PolicyPlace,
  placeOf,
  policiesIn,
} from "./policy-places";
import { isUndecided, type Side } from "./spelling";

/** What `restrict_public_buckets` comes to. */
const HELD_BACK = worded("the caller is of the account: the public access block holds all others back");

/** What policies on resources, grants of keys and permissions of functions give to the principals that they name. */
export class ResourcePolicies {
  private readonly byArn = new Map<string, Resource>();

  constructor(
    private readonly side: Side,
    private readonly other: Side,
    private readonly identities: Identities,
  ) {
    for (const kind of ["aws_iam_role", "aws_iam_user"]) {
      for (const identity of side.ofKind(kind)) {
        this.byArn.set(side.spell(`\${${identity.address}.arn}`, identity.root), identity);
      }
    }
  }

  /** Policies of resources that nothing of has changed are left aside, on both sides: there may be thousands. */
  public collect(): void {
    for (const { resource, place } of policiesIn(this.side, this.other)) {
      if (place === KEY_GRANT) {
        this.keyGrant(resource);
      } else if (place === FUNCTION_PERMISSION) {
        this.functionPermission(resource);
      } else {
        this.policy(resource, place);
      }
    }
  }

  /** Holders of what a principal is: a role of the estate, or whoever is named. */
  public holderOf(from: Resource, { type, text, value }: Identifier): Holder {
    const placeholder = isUnknown(value) || text.includes("${");
    const led = placeholder ? rolesNamed(this.side.estate, from, value).filter(({ mode }) => mode !== "data") : [];
    const [only, ...others] = led;
    const identity = this.byArn.get(text) ?? (others.length === 0 ? only : undefined);
    if (identity !== undefined) {
      return this.identities.holderOf(identity);
    }
    const label = type === "CanonicalUser" ? `canonical user ${text}` : text;
    return this.side.ledger.holder(`named\u0000${label}`, namedOf(from), label);
  }

  private policy(resource: Resource, place: PolicyPlace): void {
    const document = own(resource.attributes, place.policy);
    // What the provider fills in itself is known only after apply, and made from nothing.
    const isFilledIn = isUnknown(document) && document.text === undefined && document.references.length === 0;
    if (document === null || (place.link === undefined && isFilledIn)) {
      return;
    }
    const owner = ownerIn(this.side, resource, place);
    const statements = readPolicy(this.side, resource, document);
    if ("unreadable" in statements) {
      const { root, address } = resource;
      this.side.ledger
        .holder(`named\u0000whoever ${root} ${address}`, namedOf(resource), `whoever ${address} names`)
        .grants.push(unreadableGrant(resource, statements, owner));
      return;
    }
    const passing = isOfEndpoint(place) ? placeOf(this.side, resource, place) : undefined;
    for (const statement of statements) {
      this.statement(resource, statement, owner, passing);
    }
  }

  private statement(from: Resource, statement: PolicyStatement, owner: Owner, endpoint: string | undefined): void {
    const grants = this.notHeldBack(from, statement, owner);
    const spelt = statement.principals.flatMap((principal) => identifiersOf(this.side, from, principal));
    const except = statement.not_principals.flatMap((principal) => identifiersOf(this.side, from, principal));
    const everybody = except.length > 0 ? `* except ${except.map(({ text }) => text).join(", ")}` : "*";
    const named = spelt.length > 0 ? spelt : [{ type: "AWS", text: everybody, value: everybody, undecided: false }];
    for (const principal of named) {
      const holder = endpoint === undefined ? this.holderOf(from, principal) : this.caller(from, principal, endpoint);
      holder.grants.push(...(principal.undecided ? grants.map((grant) => ({ ...grant, undecided: true })) : grants));
    }
  }

  /** What is for everybody is for the account alone where the bucket keeps the public out. */
  private notHeldBack(from: Resource, statement: PolicyStatement, owner: Owner): readonly Grant[] {
    const grants = grantsOf(this.side, from, statement, owner);
    if (owner.objects === undefined || statement.effect !== "Allow" || isRestricted(statement) !== false) {
      return grants;
    }
    const isForAll = statement.principals
      .flatMap((principal) => identifiersOf(this.side, from, principal))
      .some(({ text }) => text === "*");
    const bucket = isForAll ? bucketOf(this.side.estate, from) : undefined;
    return bucket !== undefined && blockOf(this.side.estate, bucket).presentPolicies === "blocked"
      ? grants.map((grant) => ({ ...grant, conditions: [...grant.conditions, HELD_BACK] }))
      : grants;
  }

  /** An endpoint gives nothing to anybody: it lets through what others give. */
  private caller(from: Resource, { text }: Identifier, endpoint: string): Holder {
    const label = `${text === "*" ? "whoever calls" : text} through ${endpoint}`;
    return this.side.ledger.holder(`named\u0000${label}`, namedOf(from), label);
  }

  private keyGrant(grant: Resource): void {
    const { attributes, root } = grant;
    const operations = listOf(own(attributes, "operations"));
    const constraints = listOf(own(attributes, "constraints")).map((each) =>
      isUnknown(each)
        ? worded(this.side.spell(each, root), true)
        : { operator: "", key: ENCRYPTION_CONTEXT, values: this.context(each, root), undecided: false },
    );
    this.give(grant, own(attributes, "grantee_principal"), {
      actions: operations.map((operation) => `kms:${this.side.spell(operation, root)}`),
      owner: ownerIn(this.side, grant, KEY_GRANT),
      conditions: constraints,
      undecided: operations.some(isUnknown),
    });
  }

  /** `tenant=vision`: the keys and values of the context that a grant asks for. */
  private context(constraint: Value, root: string): readonly string[] {
    const contexts = isAttributes(constraint) ? Object.values(constraint).filter(isAttributes) : [];
    return contexts
      .flatMap((context) => Object.entries(context).map(([key, value]) => `${key}=${this.side.spell(value, root)}`))
      .sort();
  }

  private functionPermission(permission: Resource): void {
    const { attributes, root } = permission;
    const limits = [
      ["ArnLike", "aws:SourceArn", "source_arn"],
      ["StringEquals", "aws:SourceAccount", "source_account"],
      ["StringEquals", "aws:PrincipalOrgID", "principal_org_id"],
      ["StringEquals", "lambda:FunctionUrlAuthType", "function_url_auth_type"],
    ] as const;
    const conditions = limits.flatMap(([operator, key, name]): Condition[] => {
      const value = own(attributes, name);
      const text = this.side.spell(value, root);
      return text === ""
        ? []
        : [{ operator, key, values: [text], undecided: isUnknown(value) && value.text === undefined }];
    });
    const action = own(attributes, "action");
    this.give(permission, own(attributes, "principal"), {
      actions: [this.side.spell(action, root)],
      owner: ownerIn(this.side, permission, FUNCTION_PERMISSION),
      conditions,
      undecided: isUnknown(action),
    });
  }

  private give(
    from: Resource,
    principal: Value,
    given: Pick<Grant, "conditions" | "undecided"> & { readonly actions: readonly string[]; readonly owner: Owner },
  ): void {
    for (const identifier of identifiersOf(this.side, from, { type: "AWS", identifiers: [principal] })) {
      this.holderOf(from, identifier).grants.push({
        effect: "allow",
        actions: awsActions(given.actions),
        resources: [{ of: given.owner.name }],
        scope: given.owner.scope,
        conditions: given.conditions,
        through: namedOf(from),
        undecided: given.undecided || identifier.undecided || isUndecided(from),
      });
    }
  }
}
