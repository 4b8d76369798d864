import { effectOf, elementValue, PolicyDocumentError } from "../policy-element";
import type { PolicyCondition, PolicyPrincipals, PolicyStatement } from "../policy-statement";
import type { Attributes, Value } from "../resource";
import { isUnknown, Unknown } from "../unknown";
import { isAttributes, isList, listOf, own } from "./values";

type Statements = PolicyStatement[] | Unknown;

/** Statements of an `aws_iam_policy_document`, with those of the documents it starts from and is overridden by. */
export function documentStatements(attributes: Attributes, follow: (document: Value) => Statements): Statements {
  const json = own(attributes, "json");
  if (typeof json === "string") {
    return follow(json);
  }
  const parts = [
    ...["source_json", "source_policy_documents"].map((name) => followAll(own(attributes, name), follow)),
    blockStatements(own(attributes, "statement")),
    ...["override_json", "override_policy_documents"].map((name) => followAll(own(attributes, name), follow)),
  ];
  let statements: PolicyStatement[] = [];
  for (const part of parts) {
    if (isUnknown(part)) {
      return part;
    }
    statements = overridden(statements, part);
  }
  return statements;
}

function followAll(documents: Value, follow: (document: Value) => Statements): Statements {
  if (isUnknown(documents)) {
    return documents;
  }
  let all: PolicyStatement[] = [];
  for (const document of listOf(documents)) {
    const statements = document === null || document === "" ? [] : follow(document);
    if (isUnknown(statements)) {
      return statements;
    }
    all = overridden(all, statements);
  }
  return all;
}

/** A later statement takes the place of an earlier one with the same id; the others are added. */
function overridden(base: PolicyStatement[], later: PolicyStatement[]): PolicyStatement[] {
  if (base.length === 0) {
    return later;
  }
  const bySid = new Map(later.filter(({ sid }) => sid !== "").map((statement) => [statement.sid, statement]));
  const replaced = new Set<PolicyStatement>();
  const kept = base.map((statement) => {
    const successor = bySid.get(statement.sid);
    if (successor !== undefined) {
      replaced.add(successor);
    }
    return successor ?? statement;
  });
  return [...kept, ...later.filter((statement) => !replaced.has(statement))];
}

function blockStatements(blocks: Value): Statements {
  if (isUnknown(blocks)) {
    return blocks;
  }
  const statements: PolicyStatement[] = [];
  for (const block of listOf(blocks)) {
    if (isUnknown(block)) {
      return block;
    }
    if (!isAttributes(block)) {
      throw new PolicyDocumentError("a statement is not a block");
    }
    statements.push(blockStatement(block));
  }
  return statements;
}

function blockStatement(block: Attributes): PolicyStatement {
  return {
    sid: scalar(own(block, "sid")),
    effect: effectOf(own(block, "effect") ?? "Allow"),
    actions: scalars(own(block, "actions")),
    not_actions: scalars(own(block, "not_actions")),
    resources: scalars(own(block, "resources")),
    not_resources: scalars(own(block, "not_resources")),
    principals: nested(own(block, "principals"), principals),
    not_principals: nested(own(block, "not_principals"), principals),
    conditions: nested(own(block, "condition"), condition),
  };
}

function principals(block: Attributes): PolicyPrincipals {
  return { type: scalar(own(block, "type")), identifiers: scalars(own(block, "identifiers")) };
}

function condition(block: Attributes): PolicyCondition {
  return {
    test: scalar(own(block, "test")),
    variable: scalar(own(block, "variable")),
    values: scalars(own(block, "values")),
  };
}

function nested<T>(blocks: Value, read: (block: Attributes) => T): (T | Unknown)[] {
  return listOf(blocks).map((block) => {
    if (isUnknown(block)) {
      return block;
    }
    if (!isAttributes(block)) {
      throw new PolicyDocumentError("a part of a statement is not a block");
    }
    return read(block);
  });
}

function scalars(values: Value): (string | Unknown)[] {
  return listOf(values).map(scalar);
}

function scalar(value: Value): string | Unknown {
  const known = elementValue(value ?? "");
  if (isAttributes(known) || isList(known)) {
    throw new PolicyDocumentError("a part of a statement is not a text");
  }
  return isUnknown(known) ? known : String(known);
}
