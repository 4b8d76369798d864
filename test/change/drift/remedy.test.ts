import type { Remedy } from "../../../src/change/drift/drift-report";
import { driftPlan, entriesOf, type Stated } from "./drift-plans";

function remedyOf(resource: Stated, members: object = {}): Remedy {
  const [entry] = entriesOf(driftPlan([resource], members));
  if (entry === undefined) {
    throw new Error("no drift");
  }
  return entry.remedy;
}

const SUSPENDED: Stated = {
  address: "aws_s3_bucket_versioning.models",
  was: { bucket: "b", versioning_configuration: [{ status: "Enabled" }] },
  is: { bucket: "b", versioning_configuration: [{ status: "Suspended" }] },
  code: { versioning_configuration: [{ status: { constant_value: "Enabled" } }] },
};
const ATTACHED: Stated = {
  address: "aws_iam_role.r",
  was: { name: "r", managed_policy_arns: [] },
  is: { name: "r", managed_policy_arns: ["arn:aws:iam::aws:policy/ReadOnlyAccess"] },
  code: { name: { constant_value: "r" } },
};
const planned = (resource: Stated, actions: readonly string[]) => ({
  resource_changes: [
    {
      address: resource.address,
      mode: "managed",
      type: resource.address.split(".")[0],
      name: "x",
      change: { actions, before: resource.is ?? null, after: resource.was, after_unknown: {} },
    },
  ],
});

describe("a refresh alone", () => {
  test("what the code sets, an apply sets back", () => {
    const { undo, adopt } = remedyOf(SUSPENDED);
    expect(undo).toEqual({
      byApply: true,
      command: "terraform apply -target='aws_s3_bucket_versioning.models'",
      text: "apply sets it back to what the code says",
    });
    expect(adopt.text).toMatch(
      /^if it is meant, write it in aws_s3_bucket_versioning\.models and run terraform apply -refresh-only/,
    );
    expect(adopt.text).toMatch(/modelkeep check then fails with AWS_S3_VERSIONING_ENABLED/);
    expect(adopt.code).toEqual(["versioning_configuration {", '  status = "Suspended"', "}"]);
  });

  test("what an autoscaler moved within its bounds is not to be undone", () => {
    const sized = (desired: number) => ({
      node_group_name: "gpu",
      scaling_config: [{ desired_size: desired, min_size: 1, max_size: 3 }],
    });
    const { undo } = remedyOf({ address: "aws_eks_node_group.gpu", was: sized(1), is: sized(3) });
    expect(undo).toEqual({
      byApply: undefined,
      text: "there is nothing to undo: to move it is the autoscaler's work",
    });
    const beyond = remedyOf({ address: "aws_eks_node_group.gpu", was: sized(1), is: sized(9) });
    expect(beyond.undo.command).toBe("terraform apply -target='aws_eks_node_group.gpu'");
  });

  test("what the code does not set and the provider fills in, no apply undoes", () => {
    const { undo } = remedyOf(ATTACHED);
    expect(undo.byApply).toBe(false);
    expect(undo.command).toBeUndefined();
    expect(undo.text).toMatch(/^apply does not undo it: the code does not set managed_policy_arns.*undo it by hand$/);
  });

  test("what the code does not set otherwise, only a plan tells", () => {
    const { undo } = remedyOf({
      address: "aws_instance.a",
      was: { id: "a", ebs_optimized: true },
      is: { id: "a", ebs_optimized: false },
      code: { ami: { constant_value: "ami-1" } },
    });
    expect(undo.byApply).toBeUndefined();
    expect(undo.text).toMatch(/the code does not set ebs_optimized: look at terraform plan/);
  });

  test("what is gone is made again", () => {
    const { undo, adopt } = remedyOf({ address: "aws_s3_bucket.b", was: { bucket: "b" }, is: null });
    expect(undo).toEqual({
      byApply: true,
      command: "terraform apply -target='aws_s3_bucket.b'",
      text: "apply makes it again; what was in it does not come back with it",
    });
    expect(adopt.code).toEqual([
      "import {",
      "  to = aws_s3_bucket.b",
      '  id = "..." # of the one that is there now',
      "}",
    ]);
  });

  test("what is gone from the code too is not made again", () => {
    const { undo } = remedyOf({ address: "aws_instance.a", was: { id: "a" }, is: null, code: null });
    expect(undo).toMatchObject({ byApply: false, text: expect.stringMatching(/declares it no more/) });
    expect(undo.command).toBeUndefined();
  });

  test("what is only written in another way needs nothing", () => {
    const { undo, adopt } = remedyOf({ address: "aws_instance.a", was: { id: "a", x: null }, is: { id: "a", x: "" } });
    expect(undo).toEqual({ byApply: undefined, text: "there is nothing to undo" });
    expect(adopt.text).toBe("terraform apply -refresh-only records it, and nothing else");
  });

  test("what has another address has a moved block", () => {
    const { adopt } = remedyOf({ address: "aws_instance.b", was: { id: "a" }, previousAddress: "aws_instance.a" });
    expect(adopt.code).toEqual(["moved {", "  from = aws_instance.a", "  to   = aws_instance.b", "}"]);
  });
});

describe("a plan of an apply", () => {
  test.each([
    [["update"], true, /^apply sets it back/],
    [["no-op"], false, /^apply leaves it as it was found/],
    [["delete", "create"], true, /^apply does more than to undo it: it plans to replace/],
  ])("that plans %j", (actions, byApply, text) => {
    const { undo } = remedyOf(SUSPENDED, planned(SUSPENDED, actions));
    expect(undo.byApply).toBe(byApply);
    expect(undo.text).toMatch(text);
  });

  test("that makes again what is gone", () => {
    const gone: Stated = { address: "aws_instance.a", was: { id: "a" }, is: null };
    expect(remedyOf(gone, planned(gone, ["create"])).undo.byApply).toBe(true);
  });
});

test.each([
  ['aws_instance.a["blue"]', `terraform apply -target='aws_instance.a["blue"]'`],
  [`aws_instance.a["it's"]`, `terraform apply -target='aws_instance.a["it'\\''s"]'`],
])("%s is quoted for a shell", (address, command) => {
  const { undo } = remedyOf({ address, was: { id: "a", instance_type: "a" }, is: { id: "a", instance_type: "b" } });
  expect(undo.command).toBe(command);
});
