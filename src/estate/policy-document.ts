import type { Estate } from "./estate";
import { decodeJsonencode } from "./hcl-literal";
import { documentStatements } from "./joins/policy-blocks";
import { parseTemplated, soleReference, wholeExpression } from "./joins/templated-json";
import { isAttributes, isList, listOf } from "./joins/values";
import { remembered } from "./memo";
import { effectOf, elementValue, PolicyDocumentError } from "./policy-element";
import type { PolicyCondition, PolicyPrincipals, PolicyStatement } from "./policy-statement";
import type { Attributes, Resource, Value } from "./resource";
import { isUnknown, type Reference, Unknown } from "./unknown";

/** Attributes of resources and data sources that hold a policy document. */
const POLICY_ATTRIBUTES: ReadonlySet<string> = new Set([
  "json",
  "minified_json",
  "policy",
  "assume_role_policy",
  "policy_data",
  "resource_policy",
]);

/**
 * Statements of a policy, wherever it comes from: JSON, `jsonencode`, an `aws_iam_policy_document`, another resource's
 * policy, or an object that was parsed already. Unknown when it cannot be told.
 *
 * @param root the root module that the value stands in
 * @throws PolicyDocumentError when the value is known, and is no policy
 */
export function policyStatements(value: Value, estate: Estate, root: string): PolicyStatement[] | Unknown {
  if (typeof value === "string") {
    return literalStatements(estate, value);
  }
  return isUnknown(value) ? expressionStatements(estate, value, root) : follow(value, estate, root, new Set());
}

/** Every control on a policy reads the same document: it is parsed once. */
const literalStatements = remembered((_: Estate, text: string) => statementsOfText(text));

const ofExpressions = new WeakMap<Estate, Map<Unknown, PolicyStatement[] | Unknown>>();

/** As {@link literalStatements}. An expression is an object of its own at each place, so that its root is known with it. */
function expressionStatements(estate: Estate, value: Unknown, root: string): PolicyStatement[] | Unknown {
  const known = ofExpressions.get(estate) ?? new Map<Unknown, PolicyStatement[] | Unknown>();
  ofExpressions.set(estate, known);
  let statements = known.get(value);
  if (statements === undefined) {
    statements = follow(value, estate, root, new Set());
    known.set(value, statements);
  }
  return statements;
}

function follow(value: Value, estate: Estate, root: string, seen: ReadonlySet<Resource>): PolicyStatement[] | Unknown {
  if (typeof value === "string") {
    return statementsOfText(value);
  }
  if (!isUnknown(value)) {
    return statementsOfDocument(value);
  }
  return (
    (value.text === undefined ? undefined : statementsOfExpression(value.text)) ??
    statementsOfReference(value, estate, root, seen) ??
    value
  );
}

function statementsOfText(text: string): PolicyStatement[] | Unknown {
  const document = parseTemplated(text);
  if (document === undefined) {
    throw new PolicyDocumentError("it is not JSON");
  }
  return statementsOfDocument(document);
}

/** Statements of an expression that is a document; undefined when it only leads to one. */
function statementsOfExpression(text: string): PolicyStatement[] | Unknown | undefined {
  if (wholeExpression(text) === undefined) {
    const document = parseTemplated(text);
    if (document !== undefined) {
      return statementsOfDocument(document);
    }
    if (/^\s*[^\s$%]/.test(text) && !text.includes("%{")) {
      throw new PolicyDocumentError("it is not JSON");
    }
    return undefined;
  }
  const decoded = decodeJsonencode(text, asWritten);
  return decoded === undefined || typeof decoded === "string" ? undefined : statementsOfDocument(decoded);
}

function statementsOfReference(
  value: Unknown,
  estate: Estate,
  root: string,
  seen: ReadonlySet<Resource>,
): PolicyStatement[] | Unknown | undefined {
  const reference = leadingReference(value, root);
  const source = reference && estate.target(reference);
  if (reference === undefined || source === undefined || seen.has(source)) {
    return undefined;
  }
  const onward = (inner: Value): PolicyStatement[] | Unknown =>
    follow(inner, estate, source.root, new Set([...seen, source]));
  if (source.kind === "aws_iam_policy_document") {
    return documentStatements(source.attributes, onward);
  }
  const policy = source.attributes[reference.attribute];
  return POLICY_ATTRIBUTES.has(reference.attribute) && policy !== undefined && policy !== null
    ? onward(policy)
    : undefined;
}

/** The one policy that the value is, where it is that and nothing else. */
function leadingReference(value: Unknown, root: string): Reference | undefined {
  const written = value.text === undefined ? undefined : soleReference(value.text, root);
  if (value.text !== undefined && written === undefined) {
    return undefined;
  }
  const exact = value.references.filter(({ attribute }) => attribute !== "");
  const [first, ...others] = exact;
  if (first === undefined) {
    return value.references.length === 0 ? written : undefined;
  }
  const one = others.every(({ root: other, address }) => other === first.root && address === first.address);
  const whole = value.references.every(({ root: other, address }) => other === first.root && first.address === address);
  return one && whole && POLICY_ATTRIBUTES.has(first.attribute) ? first : undefined;
}

/** Statements of a document that is parsed. Names of elements are read without regard to case, as IAM does. */
function statementsOfDocument(document: Value): PolicyStatement[] | Unknown {
  if (isUnknown(document)) {
    return document;
  }
  if (!isAttributes(document)) {
    throw new PolicyDocumentError("it is not an object");
  }
  const statement = element(document, "Statement");
  if (statement === null) {
    throw new PolicyDocumentError("it has no Statement");
  }
  const statements: PolicyStatement[] = [];
  for (const one of listOf(unwrapped(statement))) {
    const known = structure(one);
    if (isUnknown(known)) {
      return known;
    }
    if (!isAttributes(known)) {
      throw new PolicyDocumentError("a Statement is not an object");
    }
    statements.push(statementOf(known));
  }
  return statements;
}

function statementOf(written: Attributes): PolicyStatement {
  const actions = texts(written, "Action");
  const notActions = texts(written, "NotAction");
  if (actions.length + notActions.length === 0) {
    throw new PolicyDocumentError("a Statement has no Action");
  }
  return {
    sid: sidOf(element(written, "Sid")),
    effect: effectOf(element(written, "Effect")),
    actions,
    not_actions: notActions,
    resources: texts(written, "Resource"),
    not_resources: texts(written, "NotResource"),
    principals: principalsOf(element(written, "Principal")),
    not_principals: principalsOf(element(written, "NotPrincipal")),
    conditions: conditionsOf(element(written, "Condition")),
  };
}

function sidOf(value: Value): string | Unknown {
  const sid = elementValue(value ?? "");
  if (typeof sid === "string" || isUnknown(sid)) {
    return sid;
  }
  throw new PolicyDocumentError("a Sid is not a text");
}

function principalsOf(value: Value): (PolicyPrincipals | Unknown)[] {
  const written = elementValue(unwrapped(value));
  if (written === null) {
    return [];
  }
  if (isUnknown(written)) {
    return [written];
  }
  if (written === "*") {
    return [{ type: "*", identifiers: ["*"] }];
  }
  if (!isAttributes(written)) {
    throw new PolicyDocumentError("a Principal is neither * nor an object");
  }
  return Object.entries(written).map(([type, identifiers]) => ({ type, identifiers: textsOf(identifiers, type) }));
}

function conditionsOf(value: Value): (PolicyCondition | Unknown)[] {
  const written = structure(value);
  if (written === null) {
    return [];
  }
  if (isUnknown(written)) {
    return [written];
  }
  if (!isAttributes(written)) {
    throw new PolicyDocumentError("a Condition is not an object");
  }
  return Object.entries(written).flatMap(([test, asked]): (PolicyCondition | Unknown)[] => {
    const variables = structure(asked);
    if (isUnknown(variables)) {
      return [variables];
    }
    if (!isAttributes(variables)) {
      throw new PolicyDocumentError(`the Condition ${test} is not an object`);
    }
    return Object.entries(variables).map(([variable, values]) => ({ test, variable, values: textsOf(values, test) }));
  });
}

function element(written: Attributes, name: string): Value {
  if (Object.hasOwn(written, name)) {
    return written[name] ?? null;
  }
  const lower = name.toLowerCase();
  const spelling = Object.keys(written).find((key) => key.toLowerCase() === lower);
  return spelling === undefined ? null : (written[spelling] ?? null);
}

function texts(written: Attributes, name: string): Value[] {
  return textsOf(element(written, name), name);
}

function textsOf(value: Value, name: string): Value[] {
  return listOf(unwrapped(value)).map((one) => {
    const text = elementValue(one);
    if (isAttributes(text) || isList(text) || text === null) {
      throw new PolicyDocumentError(`the ${name} of a Statement is not a text`);
    }
    return isUnknown(text) || typeof text === "string" ? text : String(text);
  });
}

/** What a placeholder in place of an object or a list stands for, where it says so itself. */
function unwrapped(value: Value): Value {
  if (typeof value !== "string" || wholeExpression(value) === undefined) {
    return value;
  }
  return decodeJsonencode(value, asWritten) ?? value;
}

/** Like {@link unwrapped}, where only an object will do: any other expression is an Unknown. */
function structure(value: Value): Value {
  const known = unwrapped(value);
  return typeof known === "string" && wholeExpression(known) !== undefined ? new Unknown([], known) : known;
}

function asWritten(template: string): string {
  return template;
}
