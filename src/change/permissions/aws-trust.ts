import { targetOf } from "../../estate/joins/references";
import { isAttributes, listOf, own } from "../../estate/joins/values";
import { isRestricted } from "../../estate/policy-condition";
import { isEverything, type PolicyStatement, speaksOf } from "../../estate/policy-statement";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { otherActions } from "./action-set";
import type { Identities } from "./aws-identities";
import { documentSource, type Read, unreadableGrant } from "./aws-statements";
import { type Condition, conditionsOf, vouchedBy, worded } from "./conditions";
import { isForeignCaller, isForeignPrincipal } from "./foreign";
import type { Grant, ResourcePattern } from "./grant";
import { namedOf, type Source } from "./ledger";
import { isUndecided, type Side } from "./spelling";
import { isAnybodyOf } from "./web-issuers";

/** To become a principal is one action, and who may is what it is on. */
export const BECOME = otherActions(["become it"]);

const ASSUMING: readonly string[] = ["sts:AssumeRole", "sts:AssumeRoleWithWebIdentity", "sts:AssumeRoleWithSAML"];

/** Who may become the roles of the estate: their trust policies, and the associations of EKS Pod Identity. */
export function collectTrust(side: Side, identities: Identities): void {
  for (const role of side.ofKind("aws_iam_role")) {
    identities.holderOf(role).trust.add(trustOf(side, role));
  }
  for (const association of side.ofKind("aws_eks_pod_identity_association")) {
    associate(side, identities, association);
  }
}

function trustOf(side: Side, role: Resource): Source {
  return documentSource(side, role, own(role.attributes, "assume_role_policy"), (statements) =>
    trustIn(side, role, statements),
  );
}

function trustIn(side: Side, role: Resource, statements: Read): readonly Grant[] {
  if ("unreadable" in statements) {
    return [{ ...unreadableGrant(role, statements), actions: BECOME, resources: [{ of: statements.unreadable }] }];
  }
  return statements
    .filter((statement) => ASSUMING.some((action) => speaksOf(statement, action) !== false))
    .flatMap((statement) => trustOfStatement(side, role, statement));
}

function trustOfStatement(side: Side, role: Resource, statement: PolicyStatement): readonly Grant[] {
  const conditions = conditionsOf(statement, (value) => side.spell(value, role.root));
  const grant = (who: readonly ResourcePattern[], more: Partial<Grant>): Grant => ({
    effect: statement.effect === "Deny" ? "deny" : "allow",
    actions: BECOME,
    resources: who,
    scope: "",
    conditions,
    through: namedOf(role),
    ...more,
    undecided:
      more.undecided === true ||
      isUnknown(statement.effect) ||
      isUndecided(role) ||
      (more.conditions ?? conditions).some(({ undecided }) => undecided),
  });
  const everybodyElse = statement.not_principals.flatMap((principal) => identifiersOf(side, role, principal));
  if (everybodyElse.length > 0) {
    return [grant([{ except: everybodyElse.map(({ text }) => text) }], { isAnyone: true })];
  }
  return statement.principals.flatMap((principal) =>
    identifiersOf(side, role, principal).map(({ text, type, value, undecided }) => {
      if (type === "Federated") {
        const subjects = federated(conditions, text);
        const isAnyone = isAnybodyOf(side, role, statement, { text, value });
        const { who, ...more } = subjects;
        return grant(who, { ...more, undecided, ...known(isAnyone) });
      }
      const restricted = text === "*" ? isRestricted(statement) : true;
      const isForeign =
        text === "*"
          ? isForeignCaller(side, role, conditions)
          : type === "AWS"
            ? isForeignPrincipal(side, role, value, text)
            : undefined;
      return grant([{ of: text }], {
        undecided,
        ...known(isUnknown(restricted) ? undefined : !restricted),
        ...(isForeign === undefined ? {} : { isForeign }),
      });
    }),
  );
}

function known(isAnyone: boolean | undefined): Partial<Grant> {
  return isAnyone === undefined ? { undecided: true } : { isAnyone };
}

/** One identifier of a principal, as both sides spell it. */
export interface Identifier {
  readonly type: string;
  readonly text: string;
  readonly value: Value;
  readonly undecided: boolean;
}

/** Identifiers of an element of `principals`; an account by its number is its root user. */
export function identifiersOf(side: Side, from: Resource, principal: Value): readonly Identifier[] {
  if (!isAttributes(principal)) {
    return [{ type: "", text: side.spell(principal, from.root), value: principal, undecided: true }];
  }
  const type = side.spell(own(principal, "type"), from.root);
  return listOf(own(principal, "identifiers")).map((value) => {
    const text = side.spell(value, from.root);
    const isAll = text === "*" && (type === "AWS" || type === "*");
    return {
      type,
      text: isAll ? "*" : type === "AWS" && /^\d{12}$/.test(text) ? `arn:aws:iam::${text}:root` : text,
      value,
      undecided: isUnknown(own(principal, "type")) || (isUnknown(value) && isEverything(value) !== false),
    };
  });
}

/** Who a web identity is for people: its subject where the conditions name it, else its provider. */
function federated(
  conditions: readonly Condition[],
  provider: string,
): { readonly who: readonly ResourcePattern[] } & Pick<Grant, "conditions" | "whoInWords"> {
  const isSubject = ({ operator, key }: Condition): boolean =>
    /:sub$/i.test(key) && /^(?:foranyvalue:)?string(?:equals|like|equalsignorecase)$/i.test(operator);
  const subject = conditions.find((condition) => isSubject(condition) && condition.values.length > 0);
  const vouched = worded(vouchedBy(provider));
  if (subject === undefined) {
    // Whoever the provider vouches for: who was named among them before loses nothing.
    return {
      who: [{ of: "*" }],
      conditions: [vouched, ...conditions],
      whoInWords: (who) => (who === "*" ? provider : who),
    };
  }
  const others = conditions.filter((condition) => condition !== subject);
  return {
    who: subject.values.map((of) => ({ of })),
    conditions: [vouched, ...others],
    // With other operators a star is a star.
    ...(/like$/i.test(subject.operator) ? { whoInWords: serviceAccountsIn } : {}),
  };
}

/** Pods' identities, for people: a pattern of subjects is every ServiceAccount of something. */
function serviceAccountsIn(subject: string): string {
  const [, namespace, name] = /^system:serviceaccount:([^:]+)(?::([^:]+))?$/.exec(subject) ?? [];
  if (namespace === undefined || (name === undefined && namespace !== "*")) {
    return subject;
  }
  if (name === undefined || name === "*") {
    return namespace === "*" ? "every ServiceAccount of the cluster" : `every ServiceAccount in namespace ${namespace}`;
  }
  return namespace === "*" ? `ServiceAccount ${name} in every namespace` : subject;
}

/** Pods of a ServiceAccount take the role that is associated with it. */
function associate(side: Side, identities: Identities, association: Resource): void {
  const { attributes, root } = association;
  const spell = (name: string): string => side.spell(own(attributes, name), root);
  const value = own(attributes, "role_arn");
  const references = association.references.get("role_arn") ?? (isUnknown(value) ? value.references : []);
  const role = targetOf(side.estate, association, value, references, "aws_iam_role");
  const holder =
    role !== undefined && !isUnknown(role) && role.kind === "aws_iam_role" && role.mode !== "data"
      ? identities.holderOf(role)
      : side.ledger.holder(`${root}\u0000role ${spell("role_arn")}`, namedOf(association), `role ${spell("role_arn")}`);
  const condition = worded(`in cluster ${spell("cluster_name")}`);
  const namesakes = [own(attributes, "namespace"), own(attributes, "service_account")];
  holder.trust.push({
    effect: "allow",
    actions: BECOME,
    resources: [{ of: `system:serviceaccount:${spell("namespace")}:${spell("service_account")}` }],
    scope: "",
    conditions: [condition],
    through: namedOf(association),
    undecided: isUndecided(association) || namesakes.some((name) => isUnknown(name) && name.text === undefined),
    isAnyone: false,
  });
}
