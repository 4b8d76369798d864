import { permissionsOf } from "../../../src/change/permissions/permissions";
import type { EstateSource } from "../../support/estates";
import { sidesOf } from "../../support/sides";
import { expectChanges } from "./words";

type Statement = Readonly<Record<string, unknown>>;

const role = (...statements: Statement[]): EstateSource => ({
  resource: {
    aws_iam_role: { app: { name: "app" } },
    aws_iam_role_policy: { p: { role: "app", policy: JSON.stringify({ Statement: statements }) } },
  },
});
const READ = { Effect: "Allow", Action: "s3:GetObject", Resource: "*" };
const OFFICE = { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } };
const ORGANIZATION = { StringEquals: { "aws:PrincipalOrgID": "o-1" } };
const IN_OFFICE = "IpAddress aws:SourceIp 10.0.0.0/8";
const OF_ORGANIZATION = "StringEquals aws:PrincipalOrgID o-1";

describe("what was held on conditions is not told as new", () => {
  test.each<[name: string, before: Statement[], after: Statement[], expected: string[]]>([
    [
      "the condition goes",
      [{ ...READ, Condition: OFFICE }],
      [READ],
      [`role app gains s3:GetObject on * [read] [held if ${IN_OFFICE}]`],
    ],
    [
      "one of two conditions goes",
      [{ ...READ, Condition: { ...OFFICE, ...ORGANIZATION } }],
      [{ ...READ, Condition: ORGANIZATION }],
      [`role app gains s3:GetObject on * if ${OF_ORGANIZATION} [read] [held if ${IN_OFFICE} and ${OF_ORGANIZATION}]`],
    ],
    [
      "the conditions of two statements go",
      [
        { ...READ, Condition: OFFICE },
        { ...READ, Condition: ORGANIZATION },
      ],
      [READ],
      [`role app gains s3:GetObject on * [read] [held if ${IN_OFFICE}, or if ${OF_ORGANIZATION}]`],
    ],
    [
      "the conditions of two statements go, of which the one implies the other",
      [
        { ...READ, Condition: { ...OFFICE, ...ORGANIZATION } },
        { ...READ, Condition: OFFICE },
      ],
      [READ],
      [`role app gains s3:GetObject on * [read] [held if ${IN_OFFICE}]`],
    ],
    [
      "what comes with it is new",
      [{ ...READ, Condition: OFFICE }],
      [{ ...READ, Action: ["s3:GetObject", "s3:PutObject"] }],
      [`role app gains s3:GetObject on * [read] [held if ${IN_OFFICE}]`, "role app gains s3:PutObject on * [write]"],
    ],
    [
      "a narrower resource is another",
      [{ ...READ, Resource: "arn:aws:s3:::models/*", Condition: OFFICE }],
      [READ],
      ["role app gains s3:GetObject on * [read]"],
    ],
    [
      "a wider resource is the same",
      [{ ...READ, Condition: OFFICE }],
      [
        { ...READ, Condition: OFFICE },
        { ...READ, Resource: "arn:aws:s3:::models/*" },
      ],
      [`role app gains s3:GetObject on arn:aws:s3:::models/* [read] [held if ${IN_OFFICE}]`],
    ],
    [
      "what was denied was not held",
      [
        { ...READ, Condition: OFFICE },
        { ...READ, Effect: "Deny" },
      ],
      [READ],
      ["role app gains s3:GetObject on * [read]"],
    ],
    [
      "a value more says itself what is new",
      [{ ...READ, Condition: ORGANIZATION }],
      [{ ...READ, Condition: { StringEquals: { "aws:PrincipalOrgID": ["o-1", "o-2"] } } }],
      ["role app gains s3:GetObject on * if StringEquals aws:PrincipalOrgID o-2 [read]"],
    ],
    [
      "another condition is another permission",
      [{ ...READ, Condition: OFFICE }],
      [{ ...READ, Condition: ORGANIZATION }],
      [
        `role app gains s3:GetObject on * if ${OF_ORGANIZATION} [read]`,
        `role app loses s3:GetObject on * if ${IN_OFFICE} [read]`,
      ],
    ],
  ])("%s", (_, before, after, expected) => {
    expectChanges(role(...before), role(...after), expected);
  });

  test("values that are secrets are not told", () => {
    const before = role({ ...READ, Condition: { StringEquals: { "aws:Referer": "hunter2" } } });
    const [change] = permissionsOf(sidesOf(before, role(READ)));
    expect(change?.gained[0]?.heldIf).toEqual(["StringEquals aws:Referer ..."]);
  });

  test("a condition that goes from a binding of Google", () => {
    const of = (condition: object): EstateSource => ({
      resource: {
        google_project_iam_member: {
          m: { project: "p", role: "roles/viewer", member: "user:ann@acme.com", ...condition },
        },
      },
    });
    const before = of({ condition: [{ title: "t", expression: "request.time < x" }] });
    const [change] = permissionsOf(sidesOf(before, of({})));
    expect(change?.gained).toMatchObject([{ conditions: [], heldIf: [expect.stringContaining("request.time")] }]);
  });
});
