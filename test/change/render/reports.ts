import type { ChangeParts } from "../../../src/change/reasons";
import type { ChangeReport, Cost, Named } from "../../../src/change/report";
import type { ChangeAction, ResourceChange } from "../../../src/change/sides";
import { verdictOf } from "../../../src/change/verdict";
import type { Resource } from "../../../src/estate/resource";
import { finding, HOSTILE_NAMES, waived } from "../../policy/reports/results";

export { HOSTILE_NAMES } from "../../policy/reports/results";

export const NO_COST: Cost = {
  currency: "USD",
  hoursPerMonth: 730,
  before: { low: 0, high: 0 },
  after: { low: 0, high: 0 },
  monthlyDelta: { low: 0, high: 0 },
  items: [],
  gpuHours: [],
  unpriced: [],
  notes: [],
  prices: [],
};

/** Parts of a change that changes nothing. */
export function parts(overrides: Partial<ChangeParts> = {}): ChangeParts {
  return {
    basis: "plan",
    warnings: [],
    changes: [],
    drift: [],
    blastRadius: { hits: [], services: { endpoint: 3, cluster: 1, tenant: 2, tier: 1 }, affected: 0 },
    exposure: { gained: [], lost: [] },
    permissions: [],
    dataLoss: [],
    findings: { added: [], fixed: [], gone: [], waived: [], undecided: [], unchanged: 0 },
    cost: NO_COST,
    ...overrides,
  };
}

/** The report of the parts, with the verdict that they have. */
export function report(
  of: Partial<ChangeParts> = {},
  { drift, ...rest }: Partial<Pick<ChangeReport, "drift" | "guards" | "inputs">> = {},
): ChangeReport {
  const { warnings, ...all } = parts(drift === undefined ? of : { ...of, drift });
  const { verdict, line, reasons, counts } = verdictOf({ ...all, warnings });
  return {
    ...all,
    version: "0.1.0",
    inputs: { before: ["before/cdktf.out"], after: ["after/cdktf.out"] },
    verdict,
    summary: { line, reasons, counts, warnings, resources: { before: 114, after: 115 } },
    guards: [],
    ...rest,
  };
}

/** Root and kind as the address has them. */
export function named(resource: string, root = "platform"): Named {
  return { resource, root, kind: resource.split(/[./]/)[0] ?? "" };
}

export function resource(address: string, overrides: Partial<Resource> = {}): Resource {
  return {
    root: "platform",
    address,
    mode: "managed",
    kind: address.split(".")[0] ?? "",
    attributes: {},
    references: new Map(),
    actions: [],
    meta: {},
    waivers: [],
    origin: { file: "cdktf.out/stacks/platform/cdk.tf.json", line: 12, constructPath: `platform/${address}/Resource` },
    ...overrides,
  };
}

export function change(action: ChangeAction, address: string, overrides: Partial<ResourceChange> = {}): ResourceChange {
  const { root, kind } = named(address);
  return {
    root,
    address,
    kind,
    action,
    isEstimate: false,
    ...(action === "create" ? {} : { before: resource(address) }),
    ...(action === "destroy" ? {} : { after: resource(address) }),
    attributes: [],
    ...overrides,
  };
}

/** A pull request that swaps a GPU type, opens a security group, adds an endpoint and deletes an old bucket. */
export function pullRequest(): ChangeReport {
  const service = { ...named("Deployment/resnet", "vision"), type: "endpoint", name: "resnet" } as const;
  return report(
    {
      basis: "estimate",
      changes: [
        change("create", "kubernetes_deployment_v1.bert", { root: "speech" }),
        change("update", "aws_security_group.gateway", {
          isEstimate: true,
          attributes: [
            {
              path: "ingress.0.cidr_blocks.0",
              before: { text: '"10.20.0.0/16"' },
              after: { text: '"0.0.0.0/0"' },
              replaces: false,
            },
            {
              path: "ingress.0.description",
              before: { text: "(sensitive)", hidden: "sensitive" },
              after: { text: "(known after apply)", hidden: "unknown" },
              replaces: false,
            },
          ],
        }),
        change("replace", "aws_eks_node_group.l4", {
          isEstimate: true,
          createsFirst: false,
          reason: "instance_types cannot be changed in place",
          attributes: [
            {
              path: "instance_types.0",
              before: { text: '"g5.xlarge"' },
              after: { text: '"g6.xlarge"' },
              replaces: true,
            },
          ],
        }),
        change("destroy", "aws_s3_bucket.old"),
      ],
      blastRadius: {
        hits: [
          {
            service: { ...service, tenant: "vision", tier: "prod" },
            action: "replace",
            changes: 1,
            path: [
              { ...named("aws_eks_node_group.l4"), via: "" },
              { ...named("Deployment/resnet", "vision"), via: "pods land in the pool" },
            ],
          },
          {
            service: {
              ...named("kubernetes_deployment_v1.bert", "speech"),
              type: "endpoint",
              name: "bert",
              tenant: "speech",
            },
            action: "create",
            changes: 1,
            path: [{ ...named("kubernetes_deployment_v1.bert", "speech"), via: "" }],
          },
        ],
        services: { endpoint: 3, cluster: 1, tenant: 2, tier: 1 },
        affected: 14,
      },
      exposure: {
        gained: [
          {
            ...named("aws_security_group.gateway"),
            source: "internet",
            from: "0.0.0.0/0",
            what: "tcp 8501",
            through: named("aws_security_group.gateway"),
            undecided: false,
          },
        ],
        lost: [
          {
            ...named("Service/resnet", "vision"),
            source: "cluster",
            from: "every pod",
            what: "tcp 8501",
            through: named("NetworkPolicy/allow", "vision"),
            undecided: false,
          },
        ],
      },
      permissions: [
        {
          ...named("aws_iam_role.bert", "speech"),
          principal: "role speech-bert",
          trust: {
            gained: [
              {
                who: "system:serviceaccount:speech:bert",
                conditions: ["StringEquals aud sts.amazonaws.com"],
                through: named("aws_iam_role.bert", "speech"),
                isAnyone: false,
                undecided: false,
              },
            ],
            lost: [],
          },
          gained: [
            {
              actions: ["s3:GetObject"],
              written: ["s3:GetObject"],
              resources: ["arn:aws:s3:::acme-speech/bert/*"],
              conditions: [],
              through: named("aws_iam_role_policy.bert", "speech"),
              level: "read",
              undecided: false,
            },
          ],
          lost: [],
        },
      ],
      dataLoss: [
        {
          ...named("aws_s3_bucket.old"),
          action: "destroy",
          lost: "the objects in it",
          isProtected: false,
          protection: "force_destroy deletes what is in it",
          tier: "prod",
        },
      ],
      findings: {
        added: [finding("critical", { resource: "aws_security_group.gateway" })],
        fixed: [finding("medium", { resource: "aws_s3_bucket.old" })],
        gone: [],
        waived: [waived()],
        undecided: [finding("high", { resource: "kubernetes_deployment_v1.bert" })],
        unchanged: 7,
      },
      cost: {
        ...NO_COST,
        before: { low: 1468.76, high: 5875.04 },
        after: { low: 1174.01, high: 4696.03 },
        monthlyDelta: { low: -294.75, high: -1179.01 },
        items: [
          {
            ...named("aws_eks_node_group.l4"),
            before: { low: 1468.76, high: 5875.04 },
            after: { low: 1174.01, high: 4696.03 },
            delta: { low: -294.75, high: -1179.01 },
            basis: "2 to 8 x g6.xlarge at 0.8048 USD an hour",
          },
        ],
        gpuHours: [
          { gpu: "NVIDIA A10G", before: { low: 1460, high: 5840 }, after: { low: 0, high: 0 } },
          { gpu: "NVIDIA L4", before: { low: 0, high: 0 }, after: { low: 1460, high: 5840 } },
        ],
        unpriced: [{ ...named("kubernetes_deployment_v1.bert", "speech"), reason: "the pool that it lands in" }],
        notes: ["data through the NAT gateway"],
        prices: [{ source: "AWS price list us-east-1", asOf: "2026-11-02" }],
      },
    },
    {
      drift: [
        {
          root: "platform",
          address: "aws_s3_bucket_versioning.models",
          kind: "aws_s3_bucket_versioning",
          action: "update",
          attributes: [
            {
              path: "versioning_configuration.0.status",
              before: { text: '"Enabled"' },
              after: { text: '"Suspended"' },
              replaces: false,
            },
          ],
        },
      ],
      guards: [
        { guard: "data-loss", broken: true, found: "data of 1 S3 bucket lost" },
        { guard: "cost>500", broken: true, found: "-1,179.01 USD a month at most, and 1 unpriced" },
        { guard: "changes>100", broken: false, found: "4 changes" },
      ],
    },
  );
}

/** Every list of the report as long as it can be imagined. */
export function huge(amount = 20_000): ChangeReport {
  const one = pullRequest();
  const many = <T>(make: (index: number) => T): readonly T[] =>
    Array.from({ length: amount }, (_, index) => make(index));
  const again = <T extends Named>(entries: readonly T[]): readonly T[] =>
    many((index) => ({ ...(entries[0] as T), resource: `${entries[0]?.resource}_${index}` }));
  const actions: readonly ChangeAction[] = ["update", "create", "replace", "destroy"];
  return report(
    {
      ...one,
      warnings: many((index) => `The plan of stack ${index} is not complete.`),
      changes: many((index) =>
        change(actions[index % 4] ?? "update", `aws_s3_bucket.b${index}`, {
          attributes: many30((at) => ({
            path: `tags.t${at}`,
            before: { text: `"${index}"` },
            after: { text: '"0"' },
            replaces: false,
          })),
        }),
      ),
      blastRadius: {
        ...one.blastRadius,
        hits: many((index) => ({
          ...(one.blastRadius.hits[0] as ChangeReport["blastRadius"]["hits"][0]),
          service: { ...named(`Deployment/d${index}`), type: "endpoint", name: `d${index}`, tier: "prod" },
        })),
      },
      exposure: { gained: again(one.exposure.gained), lost: again(one.exposure.lost) },
      permissions: again(one.permissions),
      dataLoss: again(one.dataLoss),
      findings: {
        added: again(one.findings.added),
        fixed: again(one.findings.fixed),
        gone: [],
        waived: again(one.findings.waived),
        undecided: again(one.findings.undecided),
        unchanged: 0,
      },
      cost: {
        ...one.cost,
        items: again(one.cost.items),
        unpriced: again(one.cost.unpriced),
        gpuHours: many((index) => ({ gpu: `GPU ${index}`, before: { low: 0, high: 0 }, after: { low: 1, high: 2 } })),
        notes: many((index) => `note ${index}`),
        prices: many((index) => ({ source: `list ${index}`, asOf: "2026-11-02" })),
      },
    },
    {
      drift: many((index) => ({ ...(one.drift[0] as ChangeReport["drift"][0]), address: `aws_s3_bucket.d${index}` })),
      guards: many((index) => ({ guard: `changes>${index}`, broken: true, found: "20,000 changes" })),
    },
  );
}

function many30<T>(make: (index: number) => T): readonly T[] {
  return Array.from({ length: 30 }, (_, index) => make(index));
}

/** Every hostile name in every place that others can write to. */
export function hostile(names: readonly string[] = HOSTILE_NAMES): ChangeReport {
  const all = (name: string): Named => ({ resource: name, root: name, kind: name });
  const shown = (name: string) => ({ path: name, before: { text: name }, after: { text: name }, replaces: true });
  const permission = (name: string) => ({
    actions: [name],
    written: [name],
    resources: [name],
    conditions: [name],
    through: all(name),
    level: "admin" as const,
    undecided: false,
  });
  const said = (name: string) => ({ ...all(name), control: name, message: name, title: name, file: name });
  const changed = (name: string) => ({
    root: name,
    address: name,
    kind: name,
    action: "replace" as const,
    previousAddress: name,
    attributes: [shown(name)],
  });
  return report(
    {
      basis: "estimate",
      warnings: [...names],
      changes: names.map((name) => ({
        ...changed(name),
        importId: name,
        deferred: name,
        reason: name,
        isEstimate: true,
        after: resource(name, { root: name, origin: { file: name, constructPath: name } }),
      })),
      blastRadius: {
        hits: names.map((name) => ({
          service: { ...all(name), type: "endpoint", name, tenant: name, tier: "prod" },
          action: "replace",
          changes: 2,
          path: [
            { ...all(name), via: name },
            { ...all(name), via: name },
          ],
        })),
        services: { endpoint: 12, cluster: 0, tenant: 0, tier: 0 },
        affected: 1,
      },
      exposure: {
        gained: names.map((name) => ({
          ...all(name),
          source: "internet",
          from: name,
          what: name,
          through: all(`${name}.`),
          undecided: true,
        })),
        lost: names.map((name) => ({
          ...all(name),
          source: "named",
          from: name,
          what: name,
          through: all(name),
          undecided: false,
        })),
      },
      permissions: names.map((name) => ({
        ...all(name),
        principal: name,
        trust: {
          gained: [{ who: name, conditions: [name], through: all(name), isAnyone: true, undecided: false }],
          lost: [{ who: name, conditions: [], through: all(name), isAnyone: false, undecided: true }],
        },
        gained: [permission(name)],
        lost: [permission(name)],
      })),
      dataLoss: names.map((name) => ({
        ...all(name),
        action: "destroy",
        lost: name,
        isProtected: false,
        protection: name,
      })),
      findings: {
        added: names.map((name) => finding("high", said(name))),
        fixed: names.map((name) => finding("high", said(name))),
        gone: [],
        waived: names.map((name) => waived(said(name))),
        undecided: names.map((name) => finding("high", said(name))),
        unchanged: 0,
      },
      cost: {
        ...NO_COST,
        monthlyDelta: { low: 100, high: 200 },
        items: names.map((name) => ({
          ...all(name),
          before: null,
          after: null,
          delta: { low: 1, high: 2 },
          basis: name,
        })),
        gpuHours: names.map((gpu) => ({ gpu, before: { low: 0, high: 0 }, after: { low: 1, high: 2 } })),
        unpriced: names.map((name) => ({ ...all(name), reason: name })),
        notes: [...names],
        prices: names.map((name) => ({ source: name, asOf: name })),
      },
    },
    {
      inputs: { before: names, after: names },
      drift: names.map(changed),
      guards: names.map((name) => ({ guard: name, broken: true, found: name })),
    },
  );
}
