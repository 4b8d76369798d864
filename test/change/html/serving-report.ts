import type { ChangeReport, CostItem, Named, Service } from "../../../src/change/report";
import type { AttributeChange, ChangeAction, ResourceChange } from "../../../src/change/sides";
import type { Resource } from "../../../src/estate/resource";
import type { Finding } from "../../../src/policy/judgement";
import {
  CLOUD,
  GATEWAY_GROUP,
  GATEWAY_RULE,
  GATEWAY_SECRET,
  L4_POOL,
  LANGUAGE,
  MODELS,
  named,
  OLD_BUCKET,
  RESNET,
  RESNET_SERVICE,
  SERVING,
  SUMMARIZER,
  SUMMARIZER_ACCOUNT,
  SUMMARIZER_POLICY,
  SUMMARIZER_ROLE,
  SUMMARIZER_SERVICE,
  WHISPER,
  WHISPER_SERVICE,
} from "./serving-resources";

/** Value that no form may show: the fixture masks it as `ValueMask` does. */
export const SECRET = "hunter2-token-of-the-gateway";

/**
 * A pull request of an estate that serves models of two teams: the GPU machines change from g5 to g6, a security group
 * opens to everybody, a summarizer is new, and an old bucket goes.
 */
export function servingReport(): ChangeReport {
  return {
    version: "0.1.0",
    basis: "plan",
    inputs: { before: [], after: ["plans/platform-cloud.json", "plans/platform-serving.json"] },
    verdict: "dangerous",
    summary: {
      line: "6 to create, 2 to update, 1 to replace, 1 to destroy; 2 services hit; +412.45 to +1,237.35 USD a month",
      reasons: [
        { aspect: "exposure", level: "dangerous", text: "1 security group open to the internet" },
        { aspect: "data-loss", level: "dangerous", text: "1 bucket with its objects deleted, not protected" },
        { aspect: "replace", level: "review", text: "1 node group replaced: the pods on it move" },
        { aspect: "blast-radius", level: "review", text: "2 production endpoints hit" },
        { aspect: "permissions", level: "review", text: "1 principal gains access to data" },
        { aspect: "findings", level: "dangerous", text: "1 new finding of high severity" },
        { aspect: "cost", level: "review", text: "+412.45 to +1,237.35 USD a month" },
      ],
      counts: { create: 6, update: 2, replace: 1, destroy: 1, import: 0, move: 0, forget: 0 },
      warnings: [],
      resources: { before: 38, after: 43 },
    },
    changes: servingChanges(),
    drift: [
      {
        root: CLOUD,
        address: MODELS.resource,
        kind: MODELS.kind,
        action: "update",
        attributes: [attribute("tags.reviewed", undefined, '"2026-11-02"')],
      },
    ],
    blastRadius: {
      hits: [
        {
          service: service("endpoint", "resnet", RESNET_SERVICE, "vision"),
          action: "replace",
          changes: 1,
          path: [
            { ...L4_POOL, via: "" },
            { ...RESNET, via: "node selector" },
            { ...RESNET_SERVICE, via: "selects pods" },
          ],
        },
        {
          service: service("endpoint", "whisper", WHISPER_SERVICE, "language"),
          action: "replace",
          changes: 2,
          path: [
            { ...L4_POOL, via: "" },
            { ...WHISPER, via: "node selector" },
            { ...WHISPER_SERVICE, via: "selects pods" },
          ],
        },
        {
          service: service("tenant", "language", LANGUAGE, "language"),
          action: "create",
          changes: 4,
          path: [
            { ...SUMMARIZER, via: "" },
            { ...LANGUAGE, via: "in namespace" },
          ],
        },
      ],
      services: { endpoint: 3, cluster: 1, tenant: 2, tier: 1 },
      affected: 5,
    },
    exposure: {
      gained: [
        {
          ...GATEWAY_GROUP,
          source: "internet",
          from: "0.0.0.0/0",
          what: "tcp 443",
          through: GATEWAY_RULE,
          undecided: false,
        },
        {
          ...SUMMARIZER_SERVICE,
          source: "namespace",
          from: "pods app=oauth2-proxy in namespace gateway",
          what: "tcp 8501",
          through: named("kubernetes_network_policy_v1.summarizer", "kubernetes_network_policy_v1", SERVING),
          undecided: false,
        },
      ],
      lost: [
        {
          ...GATEWAY_GROUP,
          source: "private-network",
          from: "10.20.0.0/16",
          what: "tcp 443",
          through: GATEWAY_RULE,
          undecided: false,
        },
      ],
    },
    permissions: [
      {
        ...SUMMARIZER_ROLE,
        principal: "role language-summarizer",
        trust: {
          gained: [
            {
              who: "system:serviceaccount:language:summarizer",
              conditions: ["StringEquals oidc:aud sts.amazonaws.com"],
              through: SUMMARIZER_ROLE,
              isAnyone: false,
              undecided: false,
            },
          ],
          lost: [],
        },
        gained: [
          {
            actions: ["s3:GetObject", "s3:GetObjectTagging", "s3:GetObjectVersion"],
            written: ["s3:GetObject*"],
            resources: ["arn:aws:s3:::acme-models/summarizer/*"],
            conditions: [],
            through: SUMMARIZER_POLICY,
            level: "read",
            undecided: false,
          },
          {
            actions: ["kms:Decrypt"],
            written: ["kms:Decrypt"],
            resources: ["aws_kms_key.models"],
            conditions: ["StringEquals kms:ViaService s3.eu-west-1.amazonaws.com"],
            through: SUMMARIZER_POLICY,
            level: "read",
            undecided: true,
          },
        ],
        lost: [],
      },
    ],
    dataLoss: [
      {
        ...OLD_BUCKET,
        action: "destroy",
        lost: "the objects in it, with all their versions",
        isProtected: false,
        protection: "force_destroy deletes what is in it",
        tier: "prod",
      },
    ],
    findings: {
      added: [
        finding({
          ...GATEWAY_RULE,
          severity: "high",
          title: "No security group is open to the internet",
          message: "cidr_ipv4 is 0.0.0.0/0",
          attribute: "cidr_ipv4",
        }),
      ],
      fixed: [
        finding({
          ...OLD_BUCKET,
          severity: "medium",
          title: "Access to the bucket is logged",
          message: "no aws_s3_bucket_logging belongs to it",
          attribute: "logging",
        }),
      ],
      gone: [],
      waived: [],
      undecided: [],
      unchanged: 3,
    },
    cost: cost(),
    guards: [
      { guard: "exposure", broken: true, found: "1 source of the internet" },
      { guard: "cost>2000", broken: false, found: "+1,237.35 USD a month at most" },
    ],
  };
}

/** What changes. */
export function servingChanges(): readonly ResourceChange[] {
  return [
    change(OLD_BUCKET, "destroy", [
      attribute("bucket", '"acme-archive-2023"', undefined),
      attribute("force_destroy", "true", undefined),
    ]),
    {
      ...change(L4_POOL, "replace", [
        attribute("instance_types.0", '"g5.xlarge"', '"g6.xlarge"', true),
        attribute("labels.gpu", '"nvidia-a10g"', '"nvidia-l4"'),
        attribute("scaling_config.0.max_size", "3", "6"),
      ]),
      reason: "instance_types.0 cannot be changed in place",
      createsFirst: true,
    },
    change(GATEWAY_RULE, "update", [attribute("cidr_ipv4", '"10.20.0.0/16"', '"0.0.0.0/0"')]),
    {
      ...change(GATEWAY_SECRET, "update", [
        {
          path: "data.token",
          before: { text: "(sensitive)", hidden: "sensitive" },
          after: { text: "(sensitive)", hidden: "sensitive" },
          replaces: false,
        },
        attribute("metadata.0.labels.rotated", '"2026-08"', '"2026-11"'),
      ]),
      // A report carries whole resources, with everything that a form must not show.
      before: secretResource("old"),
      after: secretResource("new"),
    },
    change(SUMMARIZER_ROLE, "create", [
      attribute("name", undefined, '"language-summarizer"'),
      { path: "arn", after: { text: "(known after apply)", hidden: "unknown" }, replaces: false },
    ]),
    change(SUMMARIZER_POLICY, "create", [attribute("name", undefined, '"read-summarizer"')]),
    change(SUMMARIZER_ACCOUNT, "create", [attribute("metadata.0.namespace", undefined, '"language"')]),
    change(SUMMARIZER, "create", [
      attribute("spec.0.replicas", undefined, "2"),
      attribute("spec.0.template.0.spec.0.container.0.image", undefined, '"registry.acme.example/vllm@sha256:4f1c"'),
    ]),
    change(SUMMARIZER_SERVICE, "create", [attribute("spec.0.type", undefined, '"ClusterIP"')]),
    change(named("kubernetes_network_policy_v1.summarizer", "kubernetes_network_policy_v1", SERVING), "create", [
      attribute("spec.0.policy_types", undefined, '["Ingress","Egress"]'),
    ]),
  ];
}

function cost(): ChangeReport["cost"] {
  const items: readonly CostItem[] = [
    {
      ...L4_POOL,
      before: { low: 734.38, high: 2203.14 },
      after: { low: 1175.01, high: 3525.02 },
      delta: { low: 440.63, high: 1321.88 },
      basis: "2 to 6 x g6.xlarge at 0.8048 USD an hour, was 1 to 3 x g5.xlarge at 1.006 USD an hour",
    },
    {
      ...OLD_BUCKET,
      before: { low: 28.18, high: 84.53 },
      after: null,
      delta: { low: -28.18, high: -84.53 },
      basis: "1,225 to 3,675 GB of standard storage",
    },
  ];
  return {
    currency: "USD",
    hoursPerMonth: 730,
    before: { low: 1284.2, high: 2890.6 },
    after: { low: 1696.65, high: 4127.95 },
    monthlyDelta: { low: 412.45, high: 1237.35 },
    items,
    gpuHours: [
      { gpu: "NVIDIA A10G", before: { low: 730, high: 2190 }, after: { low: 0, high: 0 } },
      { gpu: "NVIDIA L4", before: { low: 0, high: 0 }, after: { low: 1460, high: 4380 } },
    ],
    unpriced: [{ ...SUMMARIZER_SERVICE, reason: "the traffic that it answers" }],
    notes: ["requests to the buckets", "data through the NAT gateway"],
    prices: [{ source: "AWS price list of eu-west-1", asOf: "2026-10-01" }],
  };
}

function secretResource(age: string): Resource {
  return {
    root: GATEWAY_SECRET.root,
    address: GATEWAY_SECRET.resource,
    mode: "managed",
    kind: GATEWAY_SECRET.kind,
    attributes: { data: { token: `${SECRET}-${age}` } },
    references: new Map(),
    actions: ["update"],
    meta: {},
    waivers: [],
    origin: { file: "plans/platform-serving.json" },
  };
}

function service(type: Service["type"], name: string, at: Named, tenant: string): Service {
  return { ...at, type, name, tenant, tier: "prod" };
}

function change(
  { resource, root, kind }: Named,
  action: ChangeAction,
  attributes: readonly AttributeChange[],
): ResourceChange {
  return { root, address: resource, kind, action, isEstimate: false, attributes };
}

function attribute(
  path: string,
  before: string | undefined,
  after: string | undefined,
  replaces = false,
): AttributeChange {
  return {
    path,
    ...(before === undefined ? {} : { before: { text: before } }),
    ...(after === undefined ? {} : { after: { text: after } }),
    replaces,
  };
}

function finding(rest: Named & Pick<Finding, "severity" | "title" | "message" | "attribute">): Finding {
  return {
    control: "AWS_SECURITY_GROUP_NOT_OPEN",
    category: "exposure",
    constructPath: "platform-cloud/gateway/Rule",
    file: "plans/platform-cloud.json",
    remediation: "Name the networks that may call, or put the gateway behind a private load balancer.",
    rationale: "Whoever can reach the gateway can try its tokens, and cost GPU hours.",
    answers: ["CKV_AWS_260"],
    ...rest,
  };
}
