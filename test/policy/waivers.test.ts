import { InputError } from "../../src/estate/input-error";
import { dateProblem } from "../../src/policy/calendar";
import type { Finding } from "../../src/policy/judgement";
import { parseWaivers } from "../../src/policy/waiver-file";
import { type WaiverRecord, WaiverSet } from "../../src/policy/waiver-set";

const FINDING: Finding = {
  control: "AWS_S3_VERSIONING_ENABLED",
  severity: "high",
  category: "exposure",
  title: "Versioning is enabled",
  resource: "aws_s3_bucket_versioning.logs",
  kind: "aws_s3_bucket_versioning",
  root: "plan.json",
  file: "plan.json",
  attribute: "versioning_configuration.status",
  message: "versioning_configuration.status is not set.",
  remediation: "Enable it.",
  rationale: "Because.",
  answers: ["S3-07"],
};

const RECORD: WaiverRecord = {
  control: FINDING.control,
  resource: FINDING.resource,
  reason: "short-lived logs",
  owner: "platform",
  expires: "2026-11-21",
  source: "modelkeep.waivers.yaml:2",
  file: "modelkeep.waivers.yaml",
};

const IDS = new Set([FINDING.control]);

describe("a waiver", () => {
  test.each([
    ["on the day before its expiry", "2026-11-20"],
    ["on its expiry day, which still counts", "2026-11-21"],
  ])("covers its finding %s", (_, today) => {
    const { reason, owner, expires, source } = RECORD;
    expect(new WaiverSet([RECORD], today).answer(FINDING)).toEqual({
      expired: false,
      waiver: { reason, owner, expires, source },
    });
  });

  test("brings the finding back on the day after, and says since when", () => {
    expect(new WaiverSet([RECORD], "2026-11-22").answer(FINDING)).toEqual({
      expired: true,
      note: "Its waiver (platform: short-lived logs) expired on 2026-11-21.",
    });
  });

  test("that still counts wins over one that has expired", () => {
    const old = { ...RECORD, expires: "2020-01-01" };
    expect(new WaiverSet([old, RECORD], "2026-11-21").answer(FINDING)).toMatchObject({ expired: false });
  });

  test.each<[string, Partial<Finding>]>([
    ["another control", { control: "AWS_S3_VERSIONING_PRESENT" }],
    ["a resource whose address only begins alike", { resource: "aws_s3_bucket_versioning.logs2" }],
    ["an instance of the resource", { resource: "aws_s3_bucket_versioning.logs[0]" }],
  ])("does not cover %s", (_, other) => {
    expect(new WaiverSet([RECORD], "2026-11-21").answer({ ...FINDING, ...other })).toBeUndefined();
  });

  test("for a manifest covers its namespace alone, when it names one", () => {
    const waivers = new WaiverSet([{ ...RECORD, resource: "Deployment/resnet", namespace: "vision" }], "2026-11-21");
    const deployment = { ...FINDING, resource: "Deployment/resnet" };

    expect(waivers.answer({ ...deployment, namespace: "vision" })).toBeDefined();
    expect(waivers.answer({ ...deployment, namespace: "speech" })).toBeUndefined();
  });

  test("for a construct covers what is below it, in its own stack alone", () => {
    const { resource, ...record } = RECORD;
    const waivers = new WaiverSet([{ ...record, constructPath: "vision/models", root: FINDING.root }], "2026-11-21");

    expect(waivers.answer({ ...FINDING, constructPath: "vision/models/Versioning" })).toBeDefined();
    expect(waivers.answer({ ...FINDING, constructPath: "vision/models2/Versioning" })).toBeUndefined();
    expect(waivers.answer(FINDING)).toBeUndefined();
    const elsewhere = { ...FINDING, constructPath: "vision/models/Versioning", root: "another" };
    expect(waivers.answer(elsewhere)).toBeUndefined();
  });
});

test("an address that stands in several roots needs the root, for it may be staging and production", () => {
  const twice = [FINDING, { ...FINDING, root: "other.json" }];
  const vague = new WaiverSet([RECORD], "2026-11-21");
  const exact = new WaiverSet([{ ...RECORD, root: "plan.json" }], "2026-11-21");

  expect(twice.map((finding) => vague.answer(finding)?.expired)).toEqual([false, false]);
  expect(() => vague.requireUsed(IDS, IDS)).toThrow("would hold in plan.json and other.json: say in which, with root");
  expect(twice.map((finding) => exact.answer(finding)?.expired)).toEqual([false, undefined]);
  expect(() => exact.requireUsed(IDS, IDS)).not.toThrow();
});

describe("the waivers of a run", () => {
  test("that were all used are fine", () => {
    const waivers = new WaiverSet([RECORD], "2026-11-21");
    waivers.answer(FINDING);

    expect(() => waivers.requireUsed(IDS, IDS)).not.toThrow();
  });

  test("with one that waives nothing are refused, also when it has expired", () => {
    for (const today of ["2026-11-21", "2030-01-01"]) {
      expect(() => new WaiverSet([RECORD], today).requireUsed(IDS, IDS)).toThrow(/waives nothing/);
    }
  });

  test("with an id that no control has are refused", () => {
    const waivers = new WaiverSet([{ ...RECORD, control: "AWS_S3_VERSIONNING" }], "2026-11-21");

    expect(() => waivers.requireUsed(IDS, IDS)).toThrow(/AWS_S3_VERSIONNING, which is not in the catalogue/);
  });

  test("are not called unused when their control was not asked", () => {
    expect(() => new WaiverSet([RECORD], "2026-11-21").requireUsed(IDS, new Set())).not.toThrow();
  });
});

describe("a file of waivers", () => {
  const GOOD = [
    "waivers:",
    "  - control: AWS_S3_VERSIONING_ENABLED",
    "    resource: aws_s3_bucket_versioning.logs",
    "    reason: short-lived logs",
    "    owner: platform",
    "    expires: 2026-11-21 # a date needs no quotes",
  ].join("\n");

  test("is read, and each waiver knows its line", () => {
    expect(parseWaivers("modelkeep.waivers.yaml", GOOD)).toEqual([RECORD]);
  });

  test.each([
    [
      "a day that does not exist",
      GOOD.replace("11-21", "02-30"),
      '6:14: expires: "2026-02-30" is not a day of the calendar',
    ],
    ["a date of another form", GOOD.replace("2026-11-21", "21/11/2026"), "6:14: expires"],
    ["no reason", GOOD.replace(/.*reason.*\n/, ""), "2:5: reason is missing"],
    ["an empty owner", GOOD.replace("platform", '""'), "owner is missing"],
    ["a key that is misspelt", GOOD.replace("owner:", "ownr:"), "5:5: unknown key ownr"],
    ["neither resource nor construct", GOOD.replace(/.*resource.*\n/, ""), "either a resource"],
    ["both", GOOD.replace("    reason", "    constructPath: a/b\n    reason"), "either a resource"],
    ["an entry that is no map", "waivers:\n  - nothing", "2:5: an entry of waivers must be a map"],
    ["no list", "waivers: {}", "waivers must be a list"],
    ["another key at the top", `${GOOD}\nwaiver: []`, "unknown key waiver"],
    ["an empty file", "", "expected a map with the key waivers"],
    ["broken YAML", "waivers: [", "w.yaml:1:"],
    ["a number for a text", GOOD.replace("platform", "42"), "5:12: owner must be text"],
    [
      "an alias bomb",
      `a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nwaivers: [*b,*b,*b,*b,*b,*b,*b,*b]`,
      "w.yaml",
    ],
  ])("with %s is refused with one line that names the place", (_, text, problem) => {
    const reading = () => parseWaivers("w.yaml", text);

    expect(reading).toThrow(InputError);
    expect(reading).toThrow(problem);
    expect(reading).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/\n/) }));
  });
});

test.each([
  ["2026-02-28", undefined],
  ["2028-02-29", undefined],
  ["2026-02-29", '"2026-02-29" is not a day of the calendar'],
  ["2026-2-1", '"2026-2-1" is not a date of the form YYYY-MM-DD'],
  ["2026-13-01", '"2026-13-01" is not a day of the calendar'],
])("%s is %s", (text, problem) => {
  expect(dateProblem(text)).toBe(problem);
});
