import type { Estate } from "../estate";
import { policyStatements } from "../policy-document";
import { PolicyDocumentError } from "../policy-element";
import type { PolicyStatement } from "../policy-statement";
import type { Resource, Value } from "../resource";
import { isUnknown, type Reference } from "../unknown";
import { namedAs } from "./names";
import { leadsTo } from "./references";
import { satellites } from "./satellites";
import { blocksOf, listOf, own, textOf } from "./values";

export interface RoleStatement {
  readonly statement: PolicyStatement;

  /** The resource that the statement is written in: a role, an inline policy, a policy. */
  readonly from: Resource;
}

export interface RoleStatements {
  readonly statements: readonly RoleStatement[];

  /** Whether those are all, the policies that AWS manages aside. */
  readonly certain: boolean;

  /** ARNs of the policies that AWS manages. */
  readonly managed: readonly string[];

  /** Resources whose policy is none. */
  readonly malformed: readonly Resource[];
}

/** Kinds that attach a policy to a role, with the attributes that say which. */
const ATTACHMENTS: readonly (readonly [kind: string, link: string, policies: string])[] = [
  ["aws_iam_role_policy_attachment", "role", "policy_arn"],
  ["aws_iam_policy_attachment", "roles", "policy_arn"],
  ["aws_iam_role_policy_attachments_exclusive", "role_name", "policy_arns"],
];

const known = new WeakMap<Estate, WeakMap<Resource, RoleStatements>>();

/** What the role may do: statements of its inline and attached policies. */
export function roleStatements(estate: Estate, role: Resource): RoleStatements {
  let ofEstate = known.get(estate);
  if (ofEstate === undefined) {
    ofEstate = new WeakMap();
    known.set(estate, ofEstate);
  }
  let statements = ofEstate.get(role);
  if (statements === undefined) {
    statements = new Collected(estate).ofRole(role);
    ofEstate.set(role, statements);
  }
  return statements;
}

/** ARNs of the policies attached to the role that AWS manages, as in `arn:aws:iam::aws:policy/AdministratorAccess`. */
export function managedPolicies(estate: Estate, role: Resource): readonly string[] {
  return roleStatements(estate, role).managed;
}

class Collected {
  private readonly statements: RoleStatement[] = [];
  private readonly managed = new Set<string>();
  private readonly malformed: Resource[] = [];
  private readonly policies = new Set<Resource>();
  private certain = true;

  constructor(private readonly estate: Estate) {}

  public ofRole(role: Resource): RoleStatements {
    if (isUnknown(own(role.attributes, "inline_policy"))) {
      this.certain = false;
    }
    for (const inline of blocksOf(role.attributes, "inline_policy")) {
      this.document(role, own(inline, "policy"));
    }
    this.attached(role, "managed_policy_arns");
    for (const inline of this.found(role, "aws_iam_role_policy", "role")) {
      this.document(inline, own(inline.attributes, "policy"));
    }
    for (const [kind, link, policies] of ATTACHMENTS) {
      for (const attachment of this.found(role, kind, link)) {
        this.attached(attachment, policies);
      }
    }
    return {
      statements: this.statements,
      certain: this.certain,
      managed: [...this.managed],
      malformed: this.malformed,
    };
  }

  private found(role: Resource, kind: string, link: string): readonly Resource[] {
    const { found, certain } = satellites(this.estate, role, kind, link);
    this.certain = this.certain && certain;
    return found;
  }

  private attached(from: Resource, attribute: string): void {
    const value = own(from.attributes, attribute);
    const whole = from.references.get(attribute) ?? [];
    for (const [index, arn] of listOf(value).entries()) {
      const references = from.references.get(`${attribute}.${index}`) ?? (isUnknown(arn) ? arn.references : []);
      this.policy(from, arn, references.length > 0 ? references : whole);
    }
  }

  private policy(from: Resource, arn: Value, references: readonly Reference[]): void {
    const text = textOf(arn);
    if (text !== undefined && /^arn:[\w-]+:iam::aws:policy\//.test(text)) {
      this.managed.add(text);
      return;
    }
    const targets = references.flatMap((reference) => leadsTo(this.estate, reference, from));
    const named = text === undefined ? [] : namedAs(this.estate, "aws_iam_policy", text, from.root);
    const policies = [...new Set([...targets.filter(({ kind }) => kind === "aws_iam_policy"), ...named])];
    // A list that refers to several policies at once means them all; a data source looks up one elsewhere.
    if (policies.length === 0) {
      this.certain = false;
    }
    for (const policy of policies) {
      this.customerPolicy(policy);
    }
  }

  private customerPolicy(policy: Resource): void {
    const arn = textOf(own(policy.attributes, "arn"));
    if (policy.mode === "data" && arn !== undefined && /^arn:[\w-]+:iam::aws:policy\//.test(arn)) {
      this.managed.add(arn);
    } else if (!this.policies.has(policy)) {
      this.policies.add(policy);
      this.document(policy, own(policy.attributes, "policy"));
    }
  }

  private document(from: Resource, document: Value): void {
    try {
      const statements = document === null ? undefined : policyStatements(document, this.estate, from.root);
      if (statements === undefined || isUnknown(statements)) {
        this.certain = false;
      } else {
        this.statements.push(...statements.map((statement) => ({ statement, from })));
      }
    } catch (error) {
      if (!(error instanceof PolicyDocumentError)) {
        throw error;
      }
      this.certain = false;
      this.malformed.push(from);
    }
  }
}
