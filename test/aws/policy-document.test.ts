import { IamPolicy } from "@cdktf/provider-aws/lib/iam-policy";
import { PolicyDocument, type PolicyStatement } from "../../src/aws/policy-document";
import { type Attributes, onlyResourceOf, synthesize, testStack } from "../support/stack";

const READ: PolicyStatement = { sid: "Read", actions: ["s3:GetObject"], resources: ["arn:aws:s3:::acme/*"] };

/** The policy as Terraform reads it, after `change` was made to the document although its JSON was taken before. */
function rendered(document: PolicyDocument, change: (document: PolicyDocument) => void = () => undefined): Attributes {
  const stack = testStack();
  new IamPolicy(stack, "policy", { policy: document.json });
  change(document);
  return JSON.parse(String(onlyResourceOf(synthesize(stack), "aws_iam_policy").policy));
}

describe("rendering", () => {
  test("a document is of the current version of the policy language", () => {
    expect(rendered(new PolicyDocument())).toEqual({ Version: "2012-10-17", Statement: [] });
  });

  test("a statement allows unless it says otherwise", () => {
    expect(rendered(new PolicyDocument(READ, { ...READ, sid: "Not", effect: "Deny" })).Statement).toEqual([
      expect.objectContaining({ Sid: "Read", Effect: "Allow" }),
      expect.objectContaining({ Sid: "Not", Effect: "Deny" }),
    ]);
  });

  test("what a statement leaves out is not written", () => {
    expect(rendered(new PolicyDocument({ sid: "Push", actions: ["ecr:PutImage"] })).Statement).toEqual([
      { Sid: "Push", Effect: "Allow", Action: "ecr:PutImage" },
    ]);
  });

  test("a list of one is written as IAM returns it, a longer one as a list in its order", () => {
    const statement: PolicyStatement = {
      sid: "Use",
      principals: { AWS: ["arn:aws:iam::111122223333:role/a"], Service: ["b.amazonaws.com", "a.amazonaws.com"] },
      actions: ["kms:Encrypt", "kms:Decrypt"],
      resources: ["*"],
    };
    expect(rendered(new PolicyDocument(statement)).Statement).toEqual([
      {
        Sid: "Use",
        Effect: "Allow",
        Principal: { AWS: "arn:aws:iam::111122223333:role/a", Service: ["b.amazonaws.com", "a.amazonaws.com"] },
        Action: ["kms:Encrypt", "kms:Decrypt"],
        Resource: "*",
      },
    ]);
  });

  test("everything but some resources is written as NotResource", () => {
    const elsewhere: PolicyStatement = { sid: "Elsewhere", actions: ["s3:PutObject"], notResources: ["arn:a"] };
    expect(rendered(new PolicyDocument(elsewhere)).Statement).toEqual([
      { Sid: "Elsewhere", Effect: "Allow", Action: "s3:PutObject", NotResource: "arn:a" },
    ]);
  });

  test("everybody is written as a star", () => {
    const refusal: PolicyStatement = { ...READ, effect: "Deny", principals: "*", conditions: { Bool: { a: "false" } } };
    expect(rendered(new PolicyDocument(refusal)).Statement).toEqual([
      expect.objectContaining({ Principal: "*", Condition: { Bool: { a: "false" } } }),
    ]);
  });
});

describe("growing", () => {
  test("statements that are added after the JSON was taken are written all the same", () => {
    const { Statement } = rendered(new PolicyDocument(), (document) => document.add(READ));
    expect(Statement).toEqual([expect.objectContaining({ Sid: "Read" })]);
  });

  test("a statement with a sid that exists replaces it in its place", () => {
    const document = new PolicyDocument(READ, { ...READ, sid: "Last" });
    document.add({ ...READ, actions: ["s3:GetObjectVersion"] });
    expect(rendered(document).Statement).toEqual([
      expect.objectContaining({ Sid: "Read", Action: "s3:GetObjectVersion" }),
      expect.objectContaining({ Sid: "Last" }),
    ]);
  });

  test("collected values make one statement, each value once", () => {
    const document = new PolicyDocument();
    for (const arn of ["arn:a", "arn:b", "arn:a"]) {
      document.collect("Read", arn, (resources) => ({ ...READ, resources }));
    }
    expect(rendered(document).Statement).toEqual([expect.objectContaining({ Resource: ["arn:a", "arn:b"] })]);
  });

  test("values of different sids stay apart", () => {
    const document = new PolicyDocument();
    document.collect("One", "arn:a", (resources) => ({ ...READ, sid: "One", resources }));
    document.collect("Two", "arn:b", (resources) => ({ ...READ, sid: "Two", resources }));
    expect(rendered(document).Statement).toEqual([
      expect.objectContaining({ Sid: "One", Resource: "arn:a" }),
      expect.objectContaining({ Sid: "Two", Resource: "arn:b" }),
    ]);
  });

  test("a collected statement is built when it is written, from what is known by then", () => {
    const publishers: string[] = [];
    const document = new PolicyDocument();
    document.collect("Refuse", "always", () => ({
      ...READ,
      sid: "Refuse",
      conditions: { ArnNotEquals: { p: publishers } },
    }));
    const { Statement } = rendered(document, () => publishers.push("arn:late"));
    expect(Statement).toEqual([expect.objectContaining({ Condition: { ArnNotEquals: { p: ["arn:late"] } } })]);
  });

  test("two documents do not share statements", () => {
    const one = new PolicyDocument(READ);
    new PolicyDocument().collect("Read", "arn:b", (resources) => ({ ...READ, resources }));
    expect(rendered(one).Statement).toEqual([expect.objectContaining({ Resource: "arn:aws:s3:::acme/*" })]);
  });
});
