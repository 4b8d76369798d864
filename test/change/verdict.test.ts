import type { ChangeParts } from "../../src/change/reasons";
import type { CostItem, DataLoss, Hit, Permission, PrincipalChange, Reach, Trust } from "../../src/change/report";
import { verdictOf } from "../../src/change/verdict";
import type { Severity } from "../../src/policy/control";
import { finding, waived } from "../policy/reports/results";
import { change, NO_COST, named, parts, pullRequest, resource } from "./render/reports";

const GROUP = named("aws_security_group.open");
const BUCKET = named("aws_s3_bucket.models");
const NEW = change("create", "kubernetes_deployment_v1.bert");
const NEW_SERVICE = { ...named("kubernetes_deployment_v1.bert"), name: "bert" };

function reach(overrides: Partial<Reach> = {}): Reach {
  return {
    ...GROUP,
    source: "internet",
    from: "0.0.0.0/0",
    what: "tcp 443",
    through: GROUP,
    undecided: false,
    ...overrides,
  };
}

function exposed(...gained: readonly Reach[]): Partial<ChangeParts> {
  return { exposure: { gained, lost: [] } };
}

function permission(overrides: Partial<Permission> = {}): Permission {
  const actions = ["s3:GetObject"];
  return {
    actions,
    written: actions,
    resources: ["*"],
    conditions: [],
    through: BUCKET,
    level: "read",
    undecided: false,
    ...overrides,
  };
}

function trust(overrides: Partial<Trust> = {}): Trust {
  return {
    who: "arn:aws:iam::1:root",
    conditions: [],
    through: BUCKET,
    isAnyone: false,
    undecided: false,
    ...overrides,
  };
}

function principal(gained: readonly Permission[], trusted: readonly Trust[] = []): Partial<ChangeParts> {
  const who: PrincipalChange = {
    ...named("aws_iam_role.resnet"),
    principal: "role resnet",
    trust: { gained: trusted, lost: [] },
    gained,
    lost: [],
  };
  return { permissions: [who] };
}

function loss(isProtected: boolean): DataLoss {
  return { ...BUCKET, action: "destroy", lost: "the objects in it", isProtected, protection: "nothing" };
}

function hit(overrides: Partial<Omit<Hit, "service">> & { readonly service?: Partial<Hit["service"]> } = {}): Hit {
  const { service, ...rest } = overrides;
  return {
    action: "replace",
    changes: 1,
    path: [
      { ...BUCKET, via: "" },
      { ...named("Deployment/resnet"), via: "reads it" },
    ],
    service: { ...named("Deployment/resnet"), type: "endpoint", name: "resnet", tier: "prod", ...service },
    ...rest,
  };
}

function hits(...all: readonly Hit[]): Partial<ChangeParts> {
  return { blastRadius: { hits: all, services: { endpoint: 1, cluster: 1, tenant: 1, tier: 1 }, affected: 0 } };
}

function found(severity: Severity): Partial<ChangeParts> {
  return { findings: { ...parts().findings, added: [finding(severity)] } };
}

function costs(before: number, low: number, high: number): Partial<ChangeParts> {
  return { cost: { ...NO_COST, before: { low: before, high: before }, monthlyDelta: { low, high } } };
}

const FOREIGN: Trust = {
  who: "arn:aws:iam::999988887777:root",
  conditions: [],
  through: named("aws_iam_role.r"),
  isAnyone: false,
  isForeign: true,
  undecided: false,
};

describe("dangerous", () => {
  test.each<[string, Partial<ChangeParts>, string]>([
    [
      "a trust of another account",
      {
        permissions: [
          {
            ...named("aws_iam_role.r"),
            principal: "role r",
            gained: [],
            lost: [],
            trust: { lost: [], gained: [FOREIGN] },
          },
        ],
      },
      "1 principal trusts somebody of another account: role r",
    ],
    ["a failed plan", { isFailed: true }, "what all the change does, nobody knows: see the warnings"],
    [
      "data lost",
      { dataLoss: [loss(false)] },
      "data of 1 S3 bucket is lost, and nothing protects it: aws_s3_bucket.models",
    ],
    [
      "two groups open",
      exposed(reach(), reach(), reach({ ...named("aws_security_group.other") })),
      "2 security groups become reachable from the internet: aws_security_group.open, aws_security_group.other",
    ],
    [
      "open to any account",
      exposed(reach({ source: "any-account" })),
      "1 security group becomes reachable from any account: aws_security_group.open",
    ],
    [
      "open to another account",
      exposed(reach({ ...BUCKET, source: "other-account" })),
      "1 S3 bucket becomes reachable from another account: aws_s3_bucket.models",
    ],
    ["trusting anyone", principal([], [trust({ isAnyone: true })]), "anyone may become 1 principal: role resnet"],
    ["admin", principal([permission({ level: "admin" })]), "1 principal gains admin permissions: role resnet"],
    [
      "admin of what is not known",
      principal([permission({ level: "admin", undecided: true })]),
      "1 principal gains admin permissions: role resnet",
    ],
    ["a critical finding", found("critical"), "1 new critical finding: AWS_S3_NO_PUBLIC_ACL"],
    ["a high finding", found("high"), "1 new high finding: AWS_EKS_PRIVATE_ENDPOINT"],
    ["an endpoint of production replaced", hits(hit()), "1 endpoint of production depends on what is replaced: resnet"],
    [
      "clusters of production destroyed",
      hits(
        hit({ action: "destroy", service: { type: "cluster", name: "a" } }),
        hit({ action: "destroy", service: { type: "cluster", name: "b" } }),
      ),
      "2 clusters of production depend on what is destroyed: a, b",
    ],
  ])("%s", (_, of, text) => {
    const { verdict, reasons } = verdictOf(parts(of));
    expect(verdict).toBe("dangerous");
    expect(reasons[0]).toMatchObject({ level: "dangerous", text });
  });
});

describe("review", () => {
  const deployment = named("Deployment/resnet");
  test.each<[string, Partial<ChangeParts>, string]>([
    ["a destroy", { changes: [change("destroy", "aws_eip.a")] }, "1 EIP is destroyed: aws_eip.a"],
    [
      "two replaced",
      { changes: [change("replace", "aws_eip.a"), change("replace", "aws_kms_key.b")] },
      "2 resources are replaced: aws_eip.a, aws_kms_key.b",
    ],
    [
      "one that may be replaced",
      { basis: "estimate", changes: [change("replace", "aws_eip.a")] },
      "1 EIP is replaced, as far as can be told without a plan: aws_eip.a",
    ],
    [
      "protected data",
      { dataLoss: [loss(true)] },
      "data of 1 S3 bucket would be lost, and is protected: aws_s3_bucket.models",
    ],
    [
      "open to the network",
      exposed(reach({ source: "private-network" })),
      "1 security group becomes reachable from a private network: aws_security_group.open",
    ],
    [
      "open to a namespace",
      exposed(reach({ ...deployment, source: "namespace" })),
      "1 Deployment becomes reachable from a namespace: Deployment/resnet",
    ],
    [
      "perhaps open to the internet",
      exposed(reach({ undecided: true })),
      "who reaches 1 security group cannot be told for sure: aws_security_group.open",
    ],
    ["reading more", principal([permission()]), "1 principal gains permissions: role resnet"],
    ["trusting more", principal([], [trust()]), "1 principal trusts somebody more: role resnet"],
    [
      "perhaps trusting anyone",
      principal([], [trust({ isAnyone: true, undecided: true })]),
      "what 1 principal may do, or who may become it, is known only after apply: role resnet",
    ],
    [
      "perhaps writing",
      principal([permission({ level: "write", undecided: true })]),
      "what 1 principal may do, or who may become it, is known only after apply: role resnet",
    ],
    ["a medium finding", found("medium"), "1 new medium finding: K8S_LIMITS"],
    [
      "an undecided control",
      { findings: { ...parts().findings, undecided: [finding("high"), finding("low")] } },
      "1 control of severity high or critical is undecided before apply: AWS_EKS_PRIVATE_ENDPOINT",
    ],
    ["an endpoint updated", hits(hit({ action: "update" })), "1 service is hit: resnet"],
    [
      "an endpoint that says no tier, replaced",
      hits(hit({ service: { tier: undefined } })),
      "1 service is hit: resnet",
    ],
    [
      "an endpoint of staging, destroyed",
      hits(hit({ action: "destroy", service: { tier: "staging" } })),
      "1 service is hit: resnet",
    ],
    ["a tenant of production", hits(hit({ service: { type: "tenant", name: "vision" } })), "1 service is hit: vision"],
    ["something new before an endpoint", hits(hit({ action: "create" })), "1 service is hit: resnet"],
    ["51 USD more of 100", costs(100, 51, 51), "it costs +51.00 USD a month"],
    ["more at the low end alone", costs(100, 60, -5), "it costs +60.00 to -5.00 USD a month"],
    ["60 USD more of nothing", costs(0, 0, 60), "it costs 0.00 to +60.00 USD a month"],
    [
      "an unpriced pool",
      { cost: { ...NO_COST, unpriced: [{ ...BUCKET, reason: "the region" }] } },
      "the price of 1 S3 bucket is not known: aws_s3_bucket.models",
    ],
    [
      "an update in place",
      { changes: [change("update", "aws_ecs_service.s")] },
      "1 ECS service is updated in place: aws_ecs_service.s",
    ],
    [
      "an update of a kind of which nobody knows what replaces it",
      { changes: [{ ...change("update", "aws_redshift_cluster.c"), isEstimate: true }] },
      "1 redshift cluster is updated in place or replaced, which a plan knows: aws_redshift_cluster.c",
    ],
    [
      "what is forgotten",
      { changes: [change("forget", "aws_s3_bucket.b")] },
      "1 S3 bucket is forgotten: Terraform neither guards nor mends it any more: aws_s3_bucket.b",
    ],
    [
      "what is left behind by what takes its place",
      { changes: [change("create", "aws_s3_bucket.b", { leavesBehind: true })] },
      "1 S3 bucket is forgotten: Terraform neither guards nor mends it any more: aws_s3_bucket.b",
    ],
    [
      "a guard that is weaker",
      { dataLoss: [{ ...loss(false), action: "update" }] },
      "data of 1 S3 bucket is protected less than before: aws_s3_bucket.models",
    ],
    [
      "a guard that guards no data",
      { dataLoss: [{ ...loss(false), action: "update", ...named("aws_iam_role.r") }] },
      "1 IAM role protects less than before: aws_iam_role.r",
    ],
    [
      "a way out to the internet",
      exposed(reach({ what: "egress tcp 443" })),
      "1 security group may send to more than before: aws_security_group.open",
    ],
    [
      "what somebody changed by hand, and the apply leaves so",
      { drift: [change("update", "aws_s3_bucket_versioning.v"), change("destroy", "aws_ebs_volume.v")] },
      "2 resources were changed outside of Terraform and stay so; modelkeep drift says what that means: aws_s3_bucket_versioning.v, aws_ebs_volume.v",
    ],
    ["an incomplete plan", { warnings: ["not complete"] }, "the report comes with 1 warning"],
    [
      "a change for later",
      { changes: [change("create", "aws_eip.a", { deferred: "resource_config_unknown" })] },
      "1 change left to a later plan: aws_eip.a",
    ],
  ])("%s", (_, of, text) => {
    const { verdict, reasons } = verdictOf(parts(of));
    expect(verdict).toBe("review");
    expect(reasons.map((reason) => reason.text)).toContain(text);
    expect(reasons.every(({ level }) => level === "review")).toBe(true);
  });
});

function tagged(address: string): ReturnType<typeof change> {
  const value = { text: '"a"' };
  return { ...change("update", address), attributes: [{ path: "tags.a", after: value, replaces: false }] };
}

describe("safe", () => {
  test.each<[string, Partial<ChangeParts>]>([
    ["nothing", {}],
    ["additions", { changes: [change("create", "aws_s3_bucket.a"), tagged("aws_s3_bucket.b")] }],
    ["moves and imports", { changes: [change("move", "aws_s3_bucket.a"), change("import", "aws_s3_bucket.b")] }],
    ["a new endpoint", { changes: [NEW], ...hits(hit({ action: "create", service: NEW_SERVICE })) }],
    [
      "a new endpoint in a cluster that is updated",
      { changes: [NEW], ...hits(hit({ action: "update", service: NEW_SERVICE })) },
    ],
    ["a new endpoint in a cluster that is replaced", { changes: [NEW], ...hits(hit({ service: NEW_SERVICE })) }],
    ["a tenant that something new belongs to", hits(hit({ action: "create", service: { type: "tenant" } }))],
    ["a low finding", found("low")],
    ["a waived critical one", { findings: { ...parts().findings, waived: [waived({ severity: "critical" })] } }],
    ["what was undecided and low", { findings: { ...parts().findings, undecided: [finding("medium")] } }],
    ["what is closed", { exposure: { gained: [], lost: [reach(), reach({ undecided: true })] } }],
    ["50 USD more of 100", costs(100, 50, 50)],
    ["51 USD more of 510", costs(510, 51, 51)],
    ["costs that fall", costs(100, -90, -90)],
  ])("%s", (_, of) => {
    expect(verdictOf(parts(of))).toMatchObject({ verdict: "safe", reasons: [] });
  });
});

test("of two services of one name none is taken for new", () => {
  const both = hits(hit({ action: "create", service: NEW_SERVICE }), hit({ service: NEW_SERVICE }));
  const { verdict, reasons } = verdictOf(parts({ changes: [NEW], ...both }));
  expect(verdict).toBe("dangerous");
  expect(reasons.map(({ text }) => text)).toEqual([
    "1 endpoint of production depends on what is replaced: bert",
    "2 services are hit: bert",
  ]);
});

describe("what is scaled to nothing", () => {
  const endpoint = (instances: number) =>
    resource("aws_sagemaker_endpoint_configuration.rank", {
      attributes: { production_variants: [{ initial_instance_count: instances }] },
    });
  const changes = [
    change("update", "aws_sagemaker_endpoint_configuration.rank", { before: endpoint(2), after: endpoint(0) }),
  ];
  const felt = (tier: "prod" | "dev") => ({
    changes,
    blastRadius: {
      ...parts().blastRadius,
      hits: [hit({ action: "update", service: { tier, resource: "aws_sagemaker_endpoint_configuration.rank" } })],
    },
  });

  test("is dangerous where it serves production", () => {
    const { verdict, reasons } = verdictOf(parts(felt("prod")));
    expect(verdict).toBe("dangerous");
    expect(reasons[0]?.text).toBe(
      "1 SageMaker endpoint configuration is scaled to nothing (2 instances become 0): aws_sagemaker_endpoint_configuration.rank",
    );
  });

  test.each<[string, Partial<ChangeParts>]>([
    ["elsewhere", felt("dev")],
    ["where nobody knows what it serves", { changes }],
  ])("is to be looked at %s", (_, of) => {
    const { verdict, reasons } = verdictOf(parts(of));
    expect(verdict).toBe("review");
    expect(reasons.map(({ text }) => text)).toContainEqual(expect.stringContaining("scaled to nothing"));
  });
});

test("reasons are in one order: what is dangerous first", () => {
  const { reasons } = pullRequest().summary;
  expect(reasons.map(({ level, aspect }) => `${level} ${aspect}`)).toEqual([
    "dangerous data-loss",
    "dangerous exposure",
    "dangerous findings",
    "dangerous blast-radius",
    "review destroy",
    "review replace",
    "review update",
    "review permissions",
    "review permissions",
    "review undecided",
    "review blast-radius",
    "review unpriced",
    "review drift",
  ]);
});

test("a reason names three, and says how many more there are", () => {
  const changes = ["a", "b", "c", "d", "e"].map((name) => change("destroy", `aws_eip.${name}`));
  const [reason] = verdictOf(parts({ changes })).reasons;
  expect(reason?.text).toBe("5 EIPs are destroyed: aws_eip.a, aws_eip.b, aws_eip.c and 2 more");
});

test("one resource of two roots is two", () => {
  const { reasons } = verdictOf(parts(exposed(reach(), reach({ root: "other" }))));
  expect(reasons[0]?.text).toBe("2 security groups become reachable from the internet: aws_security_group.open");
});

describe("the line", () => {
  const four = [
    change("destroy", "aws_s3_bucket.a"),
    change("update", "aws_s3_bucket.b"),
    change("create", "aws_s3_bucket.c"),
    change("replace", "aws_s3_bucket.d"),
  ];
  const item: CostItem = { ...BUCKET, before: null, after: null, delta: { low: 1, high: 1 }, basis: "" };
  test.each<[string, Partial<ChangeParts>, string]>([
    ["no changes", {}, "no changes"],
    [
      "the verdict when it is safe",
      { changes: [change("create", "aws_s3_bucket.a")] },
      "1 change: 1 to create; nothing that runs is touched",
    ],
    ["all actions", { changes: four }, "4 changes: 1 to create, 1 to replace, 1 to update, 1 to destroy"],
    [
      "what is only told otherwise",
      { changes: [change("import", "aws_eip.a"), change("move", "aws_eip.b"), change("forget", "aws_eip.c")] },
      "3 changes: 1 to import, 1 to move, 1 to forget",
    ],
    [
      "services and cost",
      {
        changes: [...four, NEW],
        ...hits(hit(), hit(), hit({ action: "create", service: NEW_SERVICE })),
        cost: { ...NO_COST, monthlyDelta: { low: 412.45, high: 1980.1 }, items: [item] },
      },
      "5 changes: 2 to create, 1 to replace, 1 to update, 1 to destroy; 2 services hit; 1 endpoint added; +412.45 to +1,980.10 USD a month",
    ],
    [
      "GPU hours and what has no price",
      {
        changes: four,
        cost: {
          ...NO_COST,
          gpuHours: [
            { gpu: "NVIDIA L4", before: { low: 730, high: 730 }, after: { low: 1460, high: 2920 } },
            { gpu: "NVIDIA T4", before: { low: 730, high: 730 }, after: { low: 730, high: 730 } },
          ],
          unpriced: [
            { ...BUCKET, reason: "a" },
            { ...BUCKET, reason: "b" },
          ],
        },
      },
      "4 changes: 1 to create, 1 to replace, 1 to update, 1 to destroy; GPU hours +730 to +2,190 NVIDIA L4; 1 unpriced",
    ],
  ])("%s", (_, of, line) => {
    expect(verdictOf(parts(of)).line).toBe(line);
  });

  test("counts have every action", () => {
    expect(verdictOf(parts({ changes: four })).counts).toEqual({
      create: 1,
      update: 1,
      replace: 1,
      destroy: 1,
      forget: 0,
      move: 0,
      import: 0,
    });
  });
});
