import { InputError } from "../../src/estate/input-error";
import { parseControls } from "../../src/policy/custom-controls";

const GOOD = `controls:
  - id: ACME_BUCKET_REGION
    severity: high
    title: Buckets are in Frankfurt
    appliesTo: [aws_s3_bucket]
    require: self.region == "eu-central-1"
    attribute: region
    rationale: Our contracts say so.
    remediation: Set region to eu-central-1.
    answers: [ACME-7]
    cases:
      - name: a bucket in Frankfurt
        expect: holds
        resource: { aws_s3_bucket: { models: { region: eu-central-1 } } }
      - name: a bucket elsewhere
        expect: fails
        resource: { aws_s3_bucket: { models: { region: us-east-1 } } }
`;

const NONE = new Set<string>();

test("controls of a user's own have the shape of the catalogue's, and bring their cases", () => {
  const { controls, cases } = parseControls("acme.yaml", GOOD, NONE);

  expect(controls).toEqual([
    {
      id: "ACME_BUCKET_REGION",
      severity: "high",
      category: "custom",
      title: "Buckets are in Frankfurt",
      appliesTo: ["aws_s3_bucket"],
      require: 'self.region == "eu-central-1"',
      attribute: "region",
      rationale: "Our contracts say so.",
      remediation: "Set region to eu-central-1.",
      answers: ["ACME-7"],
    },
  ]);
  expect(cases.map(({ name, expect: verdict, line }) => [name, verdict, line])).toEqual([
    ["a bucket in Frankfurt", "holds", 12],
    ["a bucket elsewhere", "fails", 15],
  ]);
});

describe("a mistake in the CEL is reported with file, line and column", () => {
  test.each([
    ["in a plain text", GOOD.replace('self.region == "eu-central-1"', 'self.region === "x"'), "acme.yaml:6:"],
    [
      "in quotes",
      GOOD.replace(/require: .*/, "require: 'slef.region == \"x\"'"),
      "acme.yaml:6:15: ACME_BUCKET_REGION: require:",
    ],
    [
      "in a block, on its second line",
      GOOD.replace(/require: .*/, "require: |\n      self.region != null &&\n      self.region.startsWit('eu')"),
      "acme.yaml:8:",
    ],
    [
      "in when",
      GOOD.replace("    require:", "    when: nonsense(self)\n    require:"),
      "acme.yaml:6:11: ACME_BUCKET_REGION: when:",
    ],
    ["in found", GOOD.replace("    attribute:", "    found: self.a +\n    attribute:"), "acme.yaml:7:"],
    [
      "with a variable of the other dialect",
      GOOD.replace('self.region == "eu-central-1"', "object.region == 1"),
      "acme.yaml:6:14: ACME_BUCKET_REGION: require:",
    ],
  ])("%s", (_, text, place) => {
    const reading = () => parseControls("acme.yaml", text, NONE);

    expect(reading).toThrow(InputError);
    expect(reading).toThrow(place);
    expect(reading).toThrow(expect.objectContaining({ message: expect.not.stringMatching(/\n/) }));
  });
});

describe("a file of controls", () => {
  test.each([
    ["an unknown severity", GOOD.replace("severity: high", "severity: bad"), '3:15: severity "bad" is not one of'],
    ["an unknown verdict", GOOD.replace("expect: fails", "expect: wrong"), 'expect "wrong" is not one of'],
    ["no kinds", GOOD.replace("[aws_s3_bucket]\n", "[]\n"), "appliesTo needs at least one kind"],
    [
      "kinds that are no list",
      GOOD.replace("[aws_s3_bucket]\n", "aws_s3_bucket\n"),
      "appliesTo must be a list of texts",
    ],
    ["an id in small letters", GOOD.replace("ACME_BUCKET_REGION", "acme"), "must be capital letters"],
    ["no remediation", GOOD.replace(/.*remediation.*\n/, ""), "remediation is missing"],
    ["a key that is misspelt", GOOD.replace("attribute:", "atribute:"), "unknown key atribute"],
    ["the id of another", GOOD + GOOD.replace("controls:\n", ""), "is there already"],
    [
      "manifests that are no list",
      GOOD.replace(/resource: \{ aws_s3_bucket: \{ models: \{ region: us.*/, "manifests: 5"),
      "manifests must be a list",
    ],
  ])("with %s is refused", (_, text, problem) => {
    expect(() => parseControls("acme.yaml", text, NONE)).toThrow(problem);
  });

  test("may not take the id of a control of the catalogue", () => {
    expect(() => parseControls("acme.yaml", GOOD, new Set(["ACME_BUCKET_REGION"]))).toThrow("is there already");
  });
});
