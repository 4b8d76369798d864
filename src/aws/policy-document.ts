import { Lazy } from "cdktf";

/** Operator to condition key to values, as IAM writes them. */
export type PolicyConditions = Record<string, Record<string, string | readonly string[]>>;

/** Whom a statement of a resource policy speaks of: everybody, or principals by kind. */
export type PolicyPrincipals = "*" | Partial<Record<"AWS" | "Service" | "Federated", readonly string[]>>;

/** One statement of an IAM, key, bucket, endpoint or repository policy. */
export interface PolicyStatement {
  /** Letters and digits, unique in the document. */
  readonly sid: string;
  readonly effect?: "Allow" | "Deny";
  readonly principals?: PolicyPrincipals;
  readonly actions: readonly string[];
  readonly resources?: readonly string[];

  /** Everything but these; for a Deny that leaves a principal only what is its own. */
  readonly notResources?: readonly string[];
  readonly conditions?: PolicyConditions;
}

interface Part {
  readonly values: string[];
  readonly build: (values: readonly string[]) => PolicyStatement;
}

const POLICY_VERSION = "2012-10-17";

/**
 * A policy that grows while the program runs and is written once, when Terraform JSON is made.
 *
 * It is literal JSON, neither `jsonencode` nor a data source: scanners and our own checks read it as it stands.
 */
export class PolicyDocument {
  private readonly parts = new Map<string, Part>();

  constructor(...statements: readonly PolicyStatement[]) {
    for (const statement of statements) {
      this.add(statement);
    }
  }

  /** Adds a statement; one with the same sid is replaced. */
  public add(statement: PolicyStatement): void {
    this.addLater(statement.sid, () => statement);
  }

  /** Adds a statement that is built when Terraform JSON is made, from what is known by then. */
  public addLater(sid: string, build: () => PolicyStatement): void {
    this.parts.set(sid, { values: [], build });
  }

  /** Adds `value` to the list that the statement `sid` is built from, so that many grants make one statement. */
  public collect(sid: string, value: string, build: (values: readonly string[]) => PolicyStatement): void {
    const part = this.parts.get(sid) ?? { values: [], build };
    this.parts.set(sid, part);
    if (!part.values.includes(value)) {
      part.values.push(value);
    }
  }

  /** The policy as a string whose content is decided at synthesis. */
  public get json(): string {
    return Lazy.stringValue({ produce: () => this.render() });
  }

  private render(): string {
    const statements = [...this.parts.values()].map(({ values, build }) => renderStatement(build(values)));
    return JSON.stringify({ Version: POLICY_VERSION, Statement: statements });
  }
}

function renderStatement(statement: PolicyStatement): Record<string, unknown> {
  const { sid, effect = "Allow", principals, actions, resources, notResources, conditions } = statement;
  return {
    Sid: sid,
    Effect: effect,
    ...(principals && { Principal: principals === "*" ? "*" : mapValues(principals, scalarIfSingle) }),
    Action: scalarIfSingle(actions),
    ...(resources && { Resource: scalarIfSingle(resources) }),
    ...(notResources && { NotResource: scalarIfSingle(notResources) }),
    ...(conditions && { Condition: conditions }),
  };
}

/** IAM returns lists of one as a scalar; writing them so keeps plans free of false differences. */
function scalarIfSingle(values: readonly string[] = []): string | readonly string[] {
  const [first] = values;
  return values.length === 1 && first !== undefined ? first : values;
}

function mapValues<T, U>(record: Record<string, T>, map: (value: T) => U): Record<string, U> {
  return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
}
