import { leadsTo } from "../estate/joins/references";
import { serviceAccountsOf } from "../estate/joins/service-accounts";
import { isBoundary, isServingRole, servesThrough } from "../estate/joins/serving-roles";
import { blocksOf, isAttributes, listOf, own, textOf, valueAt } from "../estate/joins/values";
import { policyStatements } from "../estate/policy-document";
import { isEverything } from "../estate/policy-statement";
import type { Attributes, Resource, Value } from "../estate/resource";
import { isUnknown, Unknown } from "../estate/unknown";
import { issuerOf, namesRepository, pins } from "../estate/web-identity";
import type { FunctionTable } from "./cel/functions";
import { owner } from "./functions-join";
import { kindOf } from "./functions-value";
import type { ControlContext } from "./scope";

/** Questions about who takes which role, and what it may do then. */
export const IDENTITY_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `isServingRole(self)`: pods take the role, through a ServiceAccount that is not an add-on's or the platform's
   * (`kube-system`, `cert-manager` and their like).
   */
  isServingRole: {
    arity: 1,
    call: ([role = null], context) => isServingRole(context.estate, owner(role, context)),
  },

  /** `servesThrough(self)`: a serving role may do what the resource says: its inline policy, one attached to it, itself. */
  servesThrough: {
    arity: 1,
    call: ([policy = null], context) => servesThrough(context.estate, owner(policy, context)),
  },

  /** `isBoundary(self)`: the policy is a permissions boundary that nothing attaches, so it grants nothing. */
  isBoundary: {
    arity: 1,
    call: ([policy = null], context) => isBoundary(context.estate, owner(policy, context)),
  },

  /**
   * `grants(self)`: the statements that allow, of a policy or of the inline policies of a role, in the shape of
   * `statements(...)`.
   */
  grants: {
    arity: 1,
    call: ([policy = null], context) => grantsOf(owner(policy, context), context),
  },

  /** `isWhole(resource)`: everything, or everything of a service, as `arn:aws:s3:::*` or `arn:aws:kms:*:*:key/*`. */
  isWhole: {
    arity: 1,
    takesUnknown: true,
    call: ([resource = null]) => {
      const text = isUnknown(resource) ? resource.text : textOf(resource);
      return WHOLE_SERVICE.test(text?.replaceAll(/\$\{[^}]*\}/g, "x") ?? "") || isEverything(resource);
    },
  },

  /**
   * `sourcesOf(self, "url")`: kinds of the resources that an attribute is made from, whether its value is known by now, as
   * in a plan, or not; none where it is written out.
   */
  sourcesOf: {
    arity: 2,
    call: ([attributes = null, path], context) => {
      const from = owner(attributes, context);
      const value = valueAt(from.attributes, String(path));
      const references = from.references.get(String(path)) ?? (isUnknown(value) ? value.references : []);
      return references.map(({ address }) => kindOf(address));
    },
  },

  /** `pins(statement, ":sub")`: a condition demands exact values, without wildcards, of a key that ends so. */
  pins: { arity: 2, call: ([statement, key]) => pins(objectOf(statement), String(key)) },

  /** `issuer(statement)`: whose web identities a statement of a trust policy lets in: `eks`, `github` or `other`. */
  issuer: {
    arity: 1,
    call: ([statement], { estate, resource }) =>
      resource === undefined ? "other" : issuerOf(estate, objectOf(statement), resource),
  },

  /** `namesRepository(statement)`: a condition says whose workflows of GitHub are let in, not `*` or `repo:*`. */
  namesRepository: { arity: 1, call: ([statement]) => namesRepository(objectOf(statement)) },

  /**
   * `serviceAccountsOf(self)`: the ServiceAccounts that a role is used by, each `{ namespace, name, by }`, where `by` is
   * `trust`, `pod-identity` or `annotation`; null where a name is not known.
   */
  serviceAccountsOf: {
    arity: 1,
    call: ([role = null], context) =>
      serviceAccountsOf(context.estate, owner(role, context)).map(({ namespace, serviceAccount, by }) => ({
        namespace: namespace ?? null,
        name: serviceAccount ?? null,
        by,
      })),
  },

  /** `annotatedAccounts("vision", "bert")`: ServiceAccounts of that name that are annotated with a role. */
  annotatedAccounts: {
    arity: 2,
    call: ([namespace, name], { estate }) => annotatedIn(estate).get(`${namespace}/${name}`) ?? [],
  },

  /** `attachedPolicies(self)`: names of the policies of AWS that an attachment or a role attaches, as `ReadOnlyAccess`. */
  attachedPolicies: {
    arity: 1,
    call: ([attachment = null], context) => attachedPolicies(owner(attachment, context), context),
  },
};

const WHOLE_SERVICE =
  /^arn:[^:]*:[^:]*:[^:]*:[^:]*:(?:(?:key|secret|role|user|policy|model|endpoint|alias)[/:])?\*+(?:\/\*+)?$/;

const granted = new WeakMap<ControlContext["estate"], WeakMap<Resource, Value>>();

/** Several controls ask about each policy, and policies are long: they are read once. */
function grantsOf(policy: Resource, { estate }: ControlContext): Value {
  const ofEstate = granted.get(estate) ?? new WeakMap<Resource, Value>();
  granted.set(estate, ofEstate);
  let grants = ofEstate.get(policy);
  if (grants === undefined) {
    const documents =
      policy.kind === "aws_iam_role"
        ? blocksOf(policy.attributes, "inline_policy").map((inline) => own(inline, "policy"))
        : [own(policy.attributes, "policy")];
    grants = documents
      .filter((document) => document !== null && document !== "")
      .flatMap((document): readonly Value[] => {
        const statements = policyStatements(document, estate, policy.root);
        return isUnknown(statements) ? [statements] : statements.filter(({ effect }) => effect !== "Deny");
      });
    ofEstate.set(policy, grants);
  }
  return grants;
}

const annotated = new WeakMap<object, ReadonlyMap<string, readonly Attributes[]>>();

function annotatedIn(estate: ControlContext["estate"]): ReadonlyMap<string, readonly Attributes[]> {
  let accounts = annotated.get(estate);
  if (accounts === undefined) {
    const found = new Map<string, Attributes[]>();
    for (const { attributes, namespace } of estate.ofKind("v1 ServiceAccount")) {
      const { metadata } = attributes;
      const annotations = isAttributes(metadata) ? metadata.annotations : null;
      if (
        isAttributes(metadata) &&
        isAttributes(annotations) &&
        own(annotations, "eks.amazonaws.com/role-arn") !== null
      ) {
        const key = `${namespace}/${String(metadata.name)}`;
        found.set(key, [...(found.get(key) ?? []), attributes]);
      }
    }
    accounts = found;
    annotated.set(estate, accounts);
  }
  return accounts;
}

function attachedPolicies(attachment: Resource, { estate }: ControlContext): readonly Value[] {
  return ["policy_arn", "policy_arns", "managed_policy_arns"].flatMap((attribute) => {
    const value = own(attachment.attributes, attribute);
    // Computed where nobody sets it: what other resources attach.
    if (attribute === "managed_policy_arns" && isUnknown(value) && value.references.length === 0) {
      return [];
    }
    return listOf(value).flatMap((arn) => nameOfManaged(arn, attachment, estate));
  });
}

function nameOfManaged(arn: Value, attachment: Resource, estate: ControlContext["estate"]): readonly Value[] {
  const text = isUnknown(arn) ? arn.text : textOf(arn);
  const name = /:iam::aws:policy\/(?:[\w.-]+\/)*([\w+=,.@-]+)$/.exec(text ?? "")?.[1];
  if (name !== undefined || !isUnknown(arn)) {
    return name === undefined ? [] : [name];
  }
  const led = arn.references.flatMap((reference) => leadsTo(estate, reference, attachment));
  if (led.length > 0 && led.every(({ kind }) => kind === "aws_iam_policy")) {
    return led.flatMap(({ mode, attributes }): readonly Value[] => {
      const looked = textOf(own(attributes, "name")) ?? textOf(own(attributes, "arn"))?.replace(/^.*\//, "");
      return mode !== "data" ? [] : [looked ?? new Unknown()];
    });
  }
  return [arn];
}

function objectOf(value: Value | undefined): Attributes {
  if (!isAttributes(value)) {
    throw new Error("not a statement of a policy document");
  }
  return value;
}
