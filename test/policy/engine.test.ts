import { CONTROLS } from "../../src/policy/catalogue";
import type { Control } from "../../src/policy/control";
import { judge, stillAsks } from "../../src/policy/engine";
import type { Judgement } from "../../src/policy/judgement";
import { WaiverSet } from "../../src/policy/waiver-set";
import { type EstateSource, estateOf } from "../support/estates";

const CONTROL: Control = {
  id: "TEST_TOPIC_NAMED",
  severity: "high",
  category: "custom",
  title: "Topics are named for their team",
  appliesTo: ["aws_sns_topic"],
  require: 'self.name.startsWith("vision-")',
  attribute: "name",
  rationale: "A name says whom to ask.",
  remediation: "Begin the name with vision-.",
  answers: ["TEST-1"],
};

const NO_WAIVERS = new WaiverSet([], "2026-11-21");

function judged(source: EstateSource, control: Partial<Control> = {}): Judgement {
  return judge(estateOf(source), { controls: [{ ...CONTROL, ...control }], waivers: NO_WAIVERS });
}

function topics(...names: unknown[]): EstateSource {
  return { resource: { aws_sns_topic: Object.fromEntries(names.map((name, index) => [`t${index}`, { name }])) } };
}

test("a control that holds says nothing", () => {
  expect(judged(topics("vision-alerts"))).toEqual({
    findings: [],
    undecided: [],
    waived: [],
    counts: { resources: 1, evaluations: 1, controls: 1 },
  });
});

test("a control that fails names the resource, the attribute, what was found, and what to do", () => {
  const { findings } = judged(topics("vision-a", "speech-b"));

  expect(findings).toEqual([
    {
      control: CONTROL.id,
      severity: "high",
      category: "custom",
      title: CONTROL.title,
      resource: "aws_sns_topic.t1",
      kind: "aws_sns_topic",
      root: "case",
      file: "case.tf.json",
      attribute: "name",
      message: 'name is "speech-b".',
      remediation: CONTROL.remediation,
      rationale: CONTROL.rationale,
      answers: ["TEST-1"],
    },
  ]);
});

test("a control on a value that is known only after apply is undecided, not passed and not failed", () => {
  const source = { ...topics("${var.name}"), variable: { name: {} } };

  expect(judged(source)).toMatchObject({
    findings: [],
    undecided: [{ control: CONTROL.id, resource: "aws_sns_topic.t0", message: "name is known only after apply." }],
  });
});

test("a control that throws is a finding about that control, never a pass", () => {
  const { findings } = judged(topics(undefined));

  expect(findings).toHaveLength(1);
  expect(findings[0]?.message).toMatch(/^The control itself failed, and nothing is proven: .*\.$/);
});

describe("when", () => {
  const when = "self.fifo_topic == true";

  test("leaves out the resources that it is false for", () => {
    expect(judged(topics("speech-b"), { when }).findings).toEqual([]);
  });

  test("leaves the verdict open when it is undecided itself, and the control does not hold", () => {
    const source = (name: string): EstateSource => ({
      resource: { aws_sns_topic: { t: { name, fifo_topic: "${var.fifo}" } } },
      variable: { fifo: {} },
    });
    expect(judged(source("speech-b"), { when })).toMatchObject({ findings: [], undecided: [{ control: CONTROL.id }] });
    expect(judged(source("vision-b"), { when })).toMatchObject({ findings: [], undecided: [] });
  });
});

test("what a plan only deletes or forgets is not judged", () => {
  const estate = estateOf(topics("speech-a", "speech-b", "speech-c"));
  const actions = [["delete"], ["forget"], ["delete", "create"]] as const;
  const planned = new (estate.constructor as new (...of: unknown[]) => typeof estate)(
    estate.resources.map((resource, index) => ({ ...resource, actions: actions[index] ?? [] })),
    estate.roots,
  );

  const { findings, counts } = judge(planned, { controls: [CONTROL], waivers: NO_WAIVERS });

  expect(findings.map(({ resource }) => resource)).toEqual(["aws_sns_topic.t2"]);
  expect(counts.resources).toBe(1);
});

test("data sources are not judged", () => {
  expect(judged({ data: { aws_sns_topic: { t: { name: "speech" } } } }).counts).toMatchObject({ resources: 0 });
});

describe("what is at fault", () => {
  test("is a list of names, the first five of them", () => {
    const found = '["a", "b", "c", "d", "e", "f", "g"]';
    expect(judged(topics("speech"), { found, message: "Wrong parts" }).findings[0]?.message).toBe(
      "Wrong parts: a; b; c; d; e; and 2 more.",
    );
  });

  test("can name the attribute itself", () => {
    const found = '[{"attribute": "tags.owner", "message": "is odd"}]';
    expect(judged(topics("speech"), { found }).findings[0]).toMatchObject({
      attribute: "tags.owner",
      message: "At fault: tags.owner is odd.",
    });
  });
});

test("findings come worst first, and in the order of the catalogue among equals", () => {
  const controls = (["low", "critical", "medium", "high"] as const).map((severity) => ({
    ...CONTROL,
    id: `TEST_${severity.toUpperCase()}`,
    severity,
  }));
  const { findings } = judge(estateOf(topics("a", "b")), { controls, waivers: NO_WAIVERS });

  expect(findings.map(({ severity }) => severity)).toEqual(
    ["critical", "high", "medium", "low"].flatMap((severity) => [severity, severity]),
  );
});

test("a control on every kind judges a Kubernetes resource of Terraform once", () => {
  const source = {
    resource: { kubernetes_config_map_v1: { c: { metadata: { name: "c", namespace: "n" } } } },
  };
  const { counts } = judged(source, { appliesTo: ["*"], require: "true" });

  expect(counts.evaluations).toBe(1);
});

test("a control on a Kubernetes kind judges manifests, and what Terraform would apply", () => {
  const manifest = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "a", namespace: "n" } };
  const source: EstateSource = {
    resource: { kubernetes_config_map_v1: { c: { metadata: { name: "c", namespace: "n" } } } },
    manifests: [manifest],
  };
  const { findings } = judged(source, { appliesTo: ["v1 ConfigMap"], require: 'object.metadata.name == "b"' });

  expect(findings.map(({ resource, namespace }) => [resource, namespace])).toEqual([
    ["ConfigMap/a", "n"],
    ["kubernetes_config_map_v1.c", "n"],
  ]);
});

test("keys of the input that are names of the prototype do no harm, and hide nothing", () => {
  const hostile = JSON.parse(
    '{"resource":{"aws_sns_topic":{"__proto__":{"name":"speech"},"constructor":{"name":"speech","__proto__":{"name":"vision-x"}}}}}',
  );
  const { findings } = judged(hostile);

  expect(findings.map(({ resource }) => resource).sort()).toEqual([
    "aws_sns_topic.__proto__",
    "aws_sns_topic.constructor",
  ]);
  expect({}).not.toHaveProperty("name");
});

test("an empty estate is judged, and says that nothing was", () => {
  expect(judge(estateOf({}), { controls: CONTROLS, waivers: NO_WAIVERS }).counts).toMatchObject({
    resources: 0,
    evaluations: 0,
  });
});

describe("a control still asks about what it once found", () => {
  const ROOTS: Partial<Control> = { appliesTo: ["root"], when: "self.backend != null", require: "false" };
  const stack = (backend: object): EstateSource => ({ ...topics("a"), terraform: { backend } });
  const pod = (name: string, labels: object): EstateSource => ({
    manifests: [{ apiVersion: "v1", kind: "Pod", metadata: { name, labels } }],
  });
  const LABELLED: Partial<Control> = {
    appliesTo: ["v1 Pod"],
    when: "has(object.metadata.labels.app)",
    require: "false",
  };

  test.each<readonly [string, Partial<Control>, EstateSource, EstateSource, boolean]>([
    ["without a when", {}, topics("speech"), topics("vision"), true],
    ["not when it is gone", {}, topics("vision", "speech"), topics("vision"), false],
    ["while its when holds", { when: "self.name != null" }, topics("speech"), topics("vision"), true],
    ["not when its when fails", { when: 'self.name != "vision"' }, topics("speech"), topics("vision"), false],
    ["when nobody can tell", { when: 'self.name != "vision"' }, topics("speech"), topics("${var.name}"), true],
    ["a root module", ROOTS, stack({ s3: {} }), stack({ local: {} }), true],
    ["not a root module that its when leaves out", ROOTS, stack({ s3: {} }), topics("a"), false],
    ["an object of Kubernetes", LABELLED, pod("a", { app: "a" }), pod("a", { app: "b" }), true],
    ["not an object that its when leaves out", LABELLED, pod("a", { app: "a" }), pod("a", {}), false],
    ["not an object that is gone", LABELLED, pod("a", { app: "a" }), pod("b", { app: "a" }), false],
    ["any kind", { appliesTo: ["*"], when: "self.name != null" }, topics("speech"), topics("vision"), true],
  ])("%s", (_, members, before, after, expected) => {
    const control = { ...CONTROL, ...members };
    const { findings } = judged(before, members);
    expect(findings.length).toBeGreaterThan(0);
    const last = findings.at(-1);
    expect(last && stillAsks(control, estateOf(after), last)).toBe(expected);
  });
});
