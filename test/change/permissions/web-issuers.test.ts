import type { EstateSource } from "../../support/estates";
import { changesOf } from "./words";

const NOBODY: EstateSource = { resource: { aws_iam_role: { app: { name: "app" } } } };

function trusting(provider: string, Condition: object, more: EstateSource["resource"] = {}): EstateSource {
  const statement = {
    Effect: "Allow",
    Action: "sts:AssumeRoleWithWebIdentity",
    Principal: { Federated: provider },
    Condition,
  };
  return {
    resource: {
      ...more,
      aws_iam_role: { app: { name: "app", assume_role_policy: JSON.stringify({ Statement: [statement] }) } },
    },
  };
}

const arnOf = (host: string): string => `arn:aws:iam::111122223333:oidc-provider/${host}`;
const like = (key: string, ...values: string[]): object => ({ StringLike: { [key]: values } });
const equals = (key: string, ...values: string[]): object => ({ StringEquals: { [key]: values } });
const isAnyone = (provider: string, condition: object, more?: EstateSource["resource"]): boolean =>
  changesOf(NOBODY, trusting(provider, condition, more)).some((each) => each.includes("[anyone]"));

describe("issuers that give everybody an identity", () => {
  test.each<[host: string, condition: object, isAnyone: boolean]>([
    ["gitlab.com", equals("gitlab.com:aud", "https://gitlab.com"), true],
    ["gitlab.com", like("gitlab.com:sub", "project_path:*"), true],
    ["gitlab.com", like("gitlab.com:sub", "project_path:acme*"), true],
    ["gitlab.com", like("gitlab.com:sub", "project_path:acme/*"), false],
    ["gitlab.com", like("gitlab.com:sub", "project_path:acme/models:*", "project_path:*/models:*"), true],
    ["gitlab.com", { StringLikeIfExists: { "gitlab.com:sub": "project_path:acme/*" } }, true],
    ["gitlab.com", { "ForAllValues:StringLike": { "gitlab.com:sub": "project_path:acme/*" } }, true],
    ["gitlab.com", { "ForAnyValue:StringLike": { "gitlab.com:sub": "project_path:acme/*" } }, false],
    ["gitlab.acme.com", equals("gitlab.acme.com:aud", "https://gitlab.acme.com"), false],
    ["app.terraform.io", equals("app.terraform.io:aud", "aws.workload.identity"), true],
    ["app.terraform.io", like("app.terraform.io:sub", "organization:*:project:p:workspace:*:run_phase:*"), true],
    ["app.terraform.io", like("app.terraform.io:sub", "organization:acme:project:*:workspace:*:run_phase:*"), false],
    ["agent.buildkite.com", equals("agent.buildkite.com:aud", "sts.amazonaws.com"), true],
    ["agent.buildkite.com", like("agent.buildkite.com:sub", "organization:acme:pipeline:*"), false],
    ["oidc.vercel.com", like("oidc.vercel.com:sub", "owner:*:project:*"), true],
    ["oidc.vercel.com", like("oidc.vercel.com:sub", "owner:acme:project:*"), false],
    ["oidc.vercel.com/acme", equals("oidc.vercel.com/acme:environment", "production"), false],
    ["oidc.circleci.com/org/1-2", equals("oidc.circleci.com/org/1-2:aud", "1-2"), false],
    ["token.actions.githubusercontent.com", equals("token.actions.githubusercontent.com:aud", "sts"), true],
    ["token.actions.githubusercontent.com", like("token.actions.githubusercontent.com:sub", "repo:acme/*"), false],
    ["token.actions.githubusercontent.com", like("token.actions.githubusercontent.com:sub", "repo:acme*"), true],
  ])("%s with %j: %s", (host, condition, expected) => {
    expect(isAnyone(arnOf(host), condition)).toBe(expected);
  });

  test.each<[provider: string, condition: object, isAnyone: boolean]>([
    ["accounts.google.com", {}, true],
    ["accounts.google.com", equals("accounts.google.com:aud", "1-a.apps.googleusercontent.com"), false],
    ["accounts.google.com", equals("accounts.google.com:sub", "1234567890"), false],
    ["graph.facebook.com", equals("graph.facebook.com:app_id", "12345"), false],
    ["www.amazon.com", equals("www.amazon.com:user_id", "amzn1.account.A"), false],
    ["www.amazon.com", like("www.amazon.com:app_id", "*"), true],
    ["cognito-identity.amazonaws.com", equals("cognito-identity.amazonaws.com:aud", "eu-west-1:1"), false],
    [
      "cognito-identity.amazonaws.com",
      {
        ...equals("cognito-identity.amazonaws.com:aud", "eu-west-1:1"),
        "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "authenticated" },
      },
      false,
    ],
    [
      "cognito-identity.amazonaws.com",
      {
        ...equals("cognito-identity.amazonaws.com:aud", "eu-west-1:1"),
        "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "unauthenticated" },
      },
      true,
    ],
    [
      "cognito-identity.amazonaws.com",
      {
        ...equals("cognito-identity.amazonaws.com:aud", "eu-west-1:1"),
        "ForAnyValue:StringLike": { "cognito-identity.amazonaws.com:amr": "*" },
      },
      true,
    ],
  ])("%s with %j: %s", (provider, condition, expected) => {
    expect(isAnyone(provider, condition)).toBe(expected);
  });

  test("a provider of the estate is known by its URL", () => {
    const more = { aws_iam_openid_connect_provider: { ci: { url: "https://gitlab.com" } } };
    const provider = "${aws_iam_openid_connect_provider.ci.arn}";
    const key = "${aws_iam_openid_connect_provider.ci.url}:sub";
    expect(isAnyone(provider, like(key, "project_path:*"), more)).toBe(true);
    expect(isAnyone(provider, like(key, "project_path:acme/models:*"), more)).toBe(false);
  });

  test("a provider of another estate is known by the keys of its conditions", () => {
    expect(isAnyone("${var.provider}", equals("gitlab.com:aud", "https://gitlab.com"))).toBe(true);
    expect(isAnyone("${var.provider}", like("gitlab.com:sub", "project_path:acme/*"))).toBe(false);
  });

  test("a name that something gives out is somebody's", () => {
    expect(isAnyone(arnOf("gitlab.com"), like("gitlab.com:sub", "project_path:${var.group}/models:*"))).toBe(false);
    expect(isAnyone(arnOf("gitlab.com"), like("gitlab.com:sub", "project_path:${var.group}*"))).toBe(true);
  });
});
