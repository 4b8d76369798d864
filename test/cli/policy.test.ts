import { CONTROLS } from "../../src/policy/catalogue";
import { type Ran, run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";
import { OWNED, OWNED_PLAN } from "../support/owned";

afterAll(removeFolders);

test("policy list prints every control on a line of its own", () => {
  const { code, stdout, stderr } = run(["policy", "list"]);
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const ids = stdout
    .trimEnd()
    .split("\n")
    .map((line) => line.split(" ")[0]);
  expect(ids).toEqual(CONTROLS.map(({ id }) => id));
});

test("policy list --category prints those of the category", () => {
  const { stdout } = run(["policy", "list", "--category", "exposure", "--format", "json"]);
  expect(JSON.parse(stdout)).toEqual(CONTROLS.filter(({ category }) => category === "exposure"));
});

describe("policy list --framework", () => {
  const FRAMEWORKS = [
    "cis-eks",
    "cis-gke",
    "cis-kubernetes",
    "mitre-atlas",
    "owasp-llm",
    "owasp-ml",
    "pod-security-standards",
    "nsa",
    "checkov",
    "trivy",
    "kics",
  ];

  test.each(FRAMEWORKS)("%s: prints items with what answers them, on lines of at most 100 columns", (framework) => {
    const { code, stdout, stderr } = run(["policy", "list", "--framework", framework]);
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    expect(stdout).toMatch(/^.+: \d+ of \d+ items are answered by controls\.\n\n/);
    expect(stdout.split("\n").filter((line) => line.length > 100 || line !== line.trimEnd())).toEqual([]);
  });

  test("prints items with their controls or the reason why none answers", () => {
    const { stdout } = run(["policy", "list", "--framework", "cis-eks"]);
    expect(stdout).toMatch(
      /\nCIS EKS-1\.8 5\.4\.2 {3}The private endpoint is enabled.*\n {20}= AWS_EKS_PRIVATE_ENDPOINT/,
    );
    expect(stdout).toMatch(/\nCIS EKS-1\.8 3\.1\.1 {3}Permissions of .*\n {20}- A file of the node's image; /);
  });

  test("prints the same as JSON", () => {
    const listing = JSON.parse(run(["policy", "list", "--framework", "owasp-llm", "--format", "json"]).stdout);
    expect(listing).toMatchObject({ framework: "owasp-llm", title: expect.stringContaining("2025") });
    expect(listing.items.map(({ id }: { readonly id: string }) => id)).toEqual(
      Array.from({ length: 10 }, (_, index) => `LLM${String(index + 1).padStart(2, "0")}`),
    );
    const [injection, , supplyChain, , output] = listing.items;
    // Of the profile regulated alone.
    expect(injection.controls).toContain("GOOGLE_MODEL_ARMOR_ENFORCED");
    expect(output).toEqual({
      id: "LLM05",
      title: "Improper Output Handling",
      controls: [],
      unanswered: { why: "application", reason: expect.stringMatching(/\.$/) },
    });
    const answering = CONTROLS.filter(({ answers }) => answers.includes("LLM03")).map(({ id }) => id);
    expect(answering.length).toBeGreaterThan(0);
    expect(supplyChain).toEqual({ id: "LLM03", title: "Supply Chain", controls: answering });
  });

  test("with --category prints the items that its controls answer, and those controls alone", () => {
    const { stdout } = run([
      "policy",
      "list",
      "--framework",
      "cis-eks",
      "--category",
      "encryption",
      "--format",
      "json",
    ]);
    const items: readonly { readonly controls: readonly string[] }[] = JSON.parse(stdout).items;
    const encryption = CONTROLS.filter(({ category }) => category === "encryption").map(({ id }) => id);
    expect(items.length).toBeGreaterThan(0);
    expect(items.filter(({ controls }) => controls.length === 0)).toEqual([]);
    expect(items.flatMap(({ controls }) => controls).filter((id) => !encryption.includes(id))).toEqual([]);
    const text = run(["policy", "list", "--framework", "cis-eks", "--category", "encryption"]).stdout;
    expect(text).toContain(`: ${items.length} of 50 items are answered by controls of the category encryption.\n`);
  });

  test("refuses one that it does not know, and a category that there is none of", () => {
    const unknown = run(["policy", "list", "--framework", "cis-aks"]);
    expect(unknown).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(/^error: [^\n]+\n$/) });
    for (const framework of ['"cis-aks"', ...FRAMEWORKS]) {
      expect(unknown.stderr).toContain(framework);
    }
    const category = run(["policy", "list", "--framework", "cis-eks", "--category", "storage"]);
    expect(category).toMatchObject({ code: 2, stdout: "", stderr: expect.stringContaining('no "storage"') });
  });
});

test("policy show prints a control, as text and as JSON", () => {
  const [control] = CONTROLS;
  const id = control?.id ?? "";
  const text = run(["policy", "show", id]);
  expect(text.code).toBe(0);
  for (const expected of [id, control?.title, control?.rationale, control?.remediation, control?.severity]) {
    expect(text.stdout).toContain(expected);
  }
  expect(JSON.parse(run(["policy", "show", id, "--format", "json"]).stdout)).toEqual(control);
});

test("policy show of nearly an id names those that are near", () => {
  const { code, stderr } = run(["policy", "show", "s3_public_access_block_pres"]);
  expect(code).toBe(2);
  expect(stderr).toContain("AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT");
});

/** Tests the text as a file of controls. */
function testOf(text: string): Ran {
  return run(["policy", "test", "own.yaml"], { cwd: folderOf({ "own.yaml": text }) });
}

describe("policy test", () => {
  test("prints each case with its place, and ends with 0 when all are as expected", () => {
    expect(testOf(OWNED)).toEqual({
      code: 0,
      stdout:
        "ok      own.yaml:10: ACME_BUCKET_OWNED: a bucket with an owner\n" +
        "ok      own.yaml:13: ACME_BUCKET_OWNED: a bucket without tags\n" +
        "2 ok, 0 failed\n",
      stderr: "",
    });
  });

  test("ends with 1 when a case has another verdict", () => {
    const { code, stdout } = testOf(OWNED.replace('"owner" in self.tags', '"team" in self.tags'));
    expect(code).toBe(1);
    expect(stdout).toContain(
      "failed  own.yaml:10: ACME_BUCKET_OWNED: a bucket with an owner: expected holds, got: fails\n",
    );
    expect(stdout).toContain("1 ok, 1 failed\n");
  });

  test("a case that the control never sees fails, whatever it expects", () => {
    const { code, stdout } = testOf(
      OWNED.replace("{ aws_s3_bucket: { models: { tags", "{ aws_sns_topic: { models: { tags"),
    );
    expect(code).toBe(1);
    expect(stdout).toContain("expected holds, got: applies to nothing in the case");
  });

  test("cases of manifests and undecided ones are judged too", () => {
    const { code, stdout } = testOf(`controls:
  - id: ACME_POD_NAMED
    severity: low
    title: Every pod has a team
    appliesTo: [v1 Pod]
    require: has(object.metadata.labels) && "team" in object.metadata.labels
    attribute: metadata.labels
    remediation: Label it.
    cases:
      - name: labelled
        expect: holds
        manifests: [{ apiVersion: v1, kind: Pod, metadata: { name: a, labels: { team: vision } } }]
      - name: bare
        expect: fails
        manifests: [{ apiVersion: v1, kind: Pod, metadata: { name: a } }]
  - id: ACME_BUCKET_NAMED
    severity: low
    title: Every bucket has a name of ours
    appliesTo: [aws_s3_bucket]
    require: self.bucket == "models"
    attribute: bucket
    remediation: Name it.
    cases:
      - name: ours
        expect: holds
        resource: { aws_s3_bucket: { a: { bucket: models } } }
      - name: theirs
        expect: fails
        resource: { aws_s3_bucket: { a: { bucket: weights } } }
      - name: known after apply
        expect: undecided
        resource: { aws_s3_bucket: { a: { bucket: "\${random_pet.name.id}" } } }
`);
    expect(stdout).toContain("5 ok, 0 failed\n");
    expect(code).toBe(0);
  });

  test("a file without cases tests nothing, and a control without a failing case is warned of", () => {
    const none = testOf(OWNED.slice(0, OWNED.indexOf("    cases:")));
    expect(none).toEqual({
      code: 2,
      stdout: "",
      stderr: "error: own.yaml: no control in it has a case, so nothing is tested\n",
    });
    const half = testOf(OWNED.slice(0, OWNED.indexOf("      - name: a bucket without tags")));
    expect(half.code).toBe(0);
    expect(half.stderr).toBe("warning: own.yaml: ACME_BUCKET_OWNED has no case in which it fails\n");
  });

  const WRONG: readonly (readonly [what: string, text: string, problem: RegExp])[] = [
    [
      "a mistake in the CEL",
      OWNED.replace("in self.tags", "in (self.tags"),
      /own\.yaml:6:\d+: ACME_BUCKET_OWNED: require:/,
    ],
    ["an unknown function", OWNED.replace("self.tags != null", "nonsense(self)"), /own\.yaml:6:\d+: .*nonsense/],
    [
      "an id of the catalogue",
      OWNED.replace("ACME_BUCKET_OWNED", CONTROLS[0]?.id ?? ""),
      /own\.yaml:2:9: .*there already/,
    ],
    ["an unknown severity", OWNED.replace("high", "severe"), /own\.yaml:3:15: severity "severe" is not one of/],
    ["an unknown key", OWNED.replace("title:", "titel:"), /own\.yaml:4:5: unknown key titel/],
    ["a case that is no resource", OWNED.replace("{ bucket: models }", "5"), /own\.yaml:13: /],
    ["no YAML", "controls: [", /own\.yaml:1:/],
  ];

  test.each(WRONG)("a file with %s is refused at its place", (_, text, problem) => {
    const ran = testOf(text);
    expect(ran).toEqual({ code: 2, stdout: "", stderr: expect.stringMatching(/^error: [^\n]+\n$/) });
    expect(ran.stderr).toMatch(problem);
  });

  test("check refuses the same mistakes", () => {
    const cwd = folderOf({ "own.yaml": OWNED.replace("in self.tags", "in (self.tags"), "plan.json": OWNED_PLAN });
    const ran = run(["check", "plan.json", "--controls", "own.yaml"], { cwd });
    expect(ran.code).toBe(2);
    expect(ran.stderr).toMatch(/^error: own\.yaml:6:\d+: ACME_BUCKET_OWNED: require: [^\n]+\n$/);
  });
});
