import { rolesNamed } from "../../estate/joins/policy-principals";
import { and, some, type Ternary } from "../../estate/joins/ternary";
import { isAttributes, listOf, own, textOf } from "../../estate/joins/values";
import type { PolicyStatement } from "../../estate/policy-statement";
import type { Attributes, Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import { issuerOf, namesRepository } from "../../estate/web-identity";
import type { Side } from "./spelling";
import { patternCovers } from "./wildcard";

/**
 * Issuers of web identities that give one to everybody who asks, and what has to be said of somebody to mean nobody else. Whoever
 * is not here has tenants of its own: `oidc.circleci.com/org/ID` and the workspaces of Bitbucket are in the name of the issuer.
 */
interface SharedIssuer {
  /** Its name, as keys of conditions and ARNs of providers have it. */
  readonly host: string;

  /** Claims of which one has to be given, and how its values begin where they name somebody. */
  readonly claims: Readonly<Record<string, RegExp>>;

  /** What lets everybody in again, whatever else is said. */
  readonly letsIn?: { readonly claim: string; readonly value: string };
}

/** A whole value: a wildcard in it may stand for anything. */
const WHOLE = /^[^*?]+$/;

/** Groups of GitLab, and what is in them: the name of the first group is somebody. */
const GROUP = /^[^/*?]+(?:\/|$)/;
const OF_GROUP = /^project_path:[^/*?]+\//;
const OF_ORGANIZATION = /^organization:[^:*?]+(?::|$)/;
const OF_TEAM = /^owner:[^:*?]+(?::|$)/;

/**
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_create_for-idp_oidc.html
 * @see https://docs.gitlab.com/ci/cloud_services/aws/
 * @see https://developer.hashicorp.com/terraform/cloud-docs/workspaces/dynamic-provider-credentials/aws-configuration
 * @see https://buildkite.com/docs/pipelines/security/oidc/aws
 * @see https://vercel.com/docs/oidc/reference
 */
const SHARED: readonly SharedIssuer[] = [
  { host: "accounts.google.com", claims: { aud: WHOLE, oaud: WHOLE, sub: WHOLE, azp: WHOLE } },
  {
    host: "cognito-identity.amazonaws.com",
    claims: { aud: WHOLE, sub: WHOLE },
    // Whoever asks the pool for an identity has one, and has signed in nowhere.
    letsIn: { claim: "amr", value: "unauthenticated" },
  },
  { host: "graph.facebook.com", claims: { app_id: WHOLE, aud: WHOLE, id: WHOLE, sub: WHOLE } },
  { host: "www.amazon.com", claims: { app_id: WHOLE, aud: WHOLE, user_id: WHOLE, sub: WHOLE } },
  {
    host: "gitlab.com",
    claims: { sub: OF_GROUP, project_path: GROUP, namespace_path: GROUP, project_id: WHOLE, namespace_id: WHOLE },
  },
  {
    host: "app.terraform.io",
    claims: { sub: OF_ORGANIZATION, terraform_organization_id: WHOLE, terraform_organization_name: WHOLE },
  },
  {
    host: "agent.buildkite.com",
    claims: { sub: OF_ORGANIZATION, organization_id: WHOLE, organization_slug: WHOLE },
  },
  {
    host: "oidc.vercel.com",
    claims: { sub: OF_TEAM, owner: WHOLE, owner_id: WHOLE, aud: /^https:\/\/vercel\.com\/[^*?]+$/ },
  },
];

/** Operators that hold for nobody who does not have the claim. */
const DEMANDING: ReadonlySet<string> = new Set(["stringequals", "stringequalsignorecase", "stringlike"]);

/** Whether everybody can have such an identity; undefined where it cannot be told. */
export function isAnybodyOf(
  side: Side,
  role: Resource,
  statement: PolicyStatement,
  provider: { readonly text: string; readonly value: Value },
): boolean | undefined {
  const hosts = hostsOf(side, role, provider);
  const issuer = SHARED.find(({ host }) => hosts.has(host)) ?? namedInKeys(statement, provider.text);
  const isNamed =
    issuer !== undefined
      ? isSomebody(statement, issuer)
      : issuerOf(side.estate, statement, role) === "github"
        ? namesRepository(statement)
        : true;
  return isUnknown(isNamed) ? undefined : !isNamed;
}

/** Whether the issuer, by its URL, gives an identity to everybody who asks. */
export function isShared(url: string): boolean {
  const issuer = withoutScheme(url);
  return issuer === "token.actions.githubusercontent.com" || SHARED.some(({ host }) => host === issuer);
}

/** Names of the issuer: what stands in the ARN of its provider, or the URL of one in the estate. */
function hostsOf(
  side: Side,
  role: Resource,
  { text, value }: { readonly text: string; readonly value: Value },
): ReadonlySet<string> {
  const urls = rolesNamed(side.estate, role, value)
    .filter(({ kind }) => kind === "aws_iam_openid_connect_provider")
    .flatMap(({ attributes }) => textOf(own(attributes, "url")) ?? []);
  return new Set([text.replace(/^.*:oidc-provider\//, ""), ...urls.map(withoutScheme)]);
}

function withoutScheme(url: string): string {
  return url.replace(/^https:\/\//, "").replace(/\/$/, "");
}

/** Where the provider does not say whose it is, the keys of its conditions do. */
function namedInKeys(statement: PolicyStatement, provider: string): SharedIssuer | undefined {
  const keys = provider.includes("${") ? conditionsIn(statement).map(keyOf) : [];
  return SHARED.find(({ host }) => keys.some((key) => key.startsWith(`${host}:`)));
}

function isSomebody(statement: PolicyStatement, { claims, letsIn }: SharedIssuer): Ternary {
  const conditions = conditionsIn(statement);
  const isOpen =
    letsIn !== undefined &&
    conditions.some((condition) => claimOf(condition) === letsIn.claim && mayBe(condition, letsIn.value));
  return !isOpen && some(listOf(own(statement, "conditions")), (condition) => names(condition, claims));
}

function names(condition: Value, claims: SharedIssuer["claims"]): Ternary {
  if (!isAttributes(condition)) {
    return isUnknown(condition) ? condition : false;
  }
  const { test, variable } = condition;
  if (isUnknown(variable) && variable.text === undefined) {
    return variable;
  }
  const claim = claimOf(condition);
  const beginning = Object.hasOwn(claims, claim) ? claims[claim] : undefined;
  if (beginning === undefined) {
    return false;
  }
  if (isUnknown(test)) {
    return test;
  }
  const values = listOf(own(condition, "values"));
  return (
    DEMANDING.has(operatorOf(condition)) && values.length > 0 && and(...values.map((value) => isOf(value, beginning)))
  );
}

function isOf(value: Value, beginning: RegExp): Ternary {
  if (isUnknown(value) && value.text === undefined) {
    // An identifier that is known after apply is one that something gives out.
    return beginning === WHOLE ? true : value;
  }
  return beginning.test(spelt(value));
}

/** Whether the condition leaves room for the value. */
function mayBe(condition: Attributes, value: string): boolean {
  const isMet = listOf(own(condition, "values")).some((each) => patternCovers(spelt(each), value));
  return operatorOf(condition).includes("stringnot") ? !isMet : isMet;
}

function conditionsIn(statement: PolicyStatement): readonly Attributes[] {
  return listOf(own(statement, "conditions")).filter(isAttributes);
}

function keyOf(condition: Attributes): string {
  return spelt(own(condition, "variable")).toLowerCase();
}

function claimOf(condition: Attributes): string {
  const key = keyOf(condition);
  return key.slice(key.lastIndexOf(":") + 1);
}

function operatorOf(condition: Attributes): string {
  return spelt(own(condition, "test"))
    .toLowerCase()
    .replace(/^foranyvalue:/, "");
}

/** A value in which `${...}` stands is a name that something gives out: what is written around it counts. */
function spelt(value: Value): string {
  const text = isUnknown(value) ? (value.text ?? "") : (textOf(value) ?? "");
  return text.replaceAll(/\$\{[^{}]*\}/g, "x");
}
