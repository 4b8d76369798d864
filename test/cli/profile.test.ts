import { Profile } from "../../src/policy/profile";
import { controlsIn, controlsOfAllProfiles, isAdded } from "../../src/policy/profiles";
import { type Ran, run } from "../support/cli";
import { folderOf, removeFolders } from "../support/folder";

afterAll(removeFolders);

const GUARDRAIL = { resource: { aws_bedrock_guardrail: { edge: { name: "edge" } } } };
const ASKED = "AWS_BEDROCK_GUARDRAIL_CUSTOMER_KEY";

/** Checks a guardrail without a key of the customer. */
function check(...args: readonly string[]): Ran {
  const cwd = folderOf({ "cdk.tf.json": JSON.stringify(GUARDRAIL) });
  return run(["check", "cdk.tf.json", "--fail-on", "medium", ...args], { cwd });
}

test("check --profile regulated asks what the baseline does not", () => {
  const found = ({ stdout }: Ran): string[] =>
    JSON.parse(stdout).findings.map(({ control }: { control: string }) => control);

  expect(found(check("--format", "json"))).not.toContain(ASKED);
  expect(found(check("--format", "json", "--profile", "regulated"))).toContain(ASKED);
});

test("check --only of a control that the profile does not ask says which one does", () => {
  const { code, stderr } = check("--only", ASKED);
  expect({ code, stderr }).toEqual({
    code: 2,
    stderr: expect.stringContaining(`${ASKED} is asked by --profile regulated alone`),
  });
  expect(check("--only", ASKED, "--profile", "regulated").code).toBe(1);
});

test.each(Object.values(Profile))("policy list --profile %s has its controls, with its severities", (profile) => {
  const { stdout } = run(["policy", "list", "--profile", profile, "--format", "json"]);
  expect(JSON.parse(stdout)).toEqual(controlsIn(profile));
});

test("policy list of a profile that there is not is refused", () => {
  const { code, stderr } = run(["policy", "list", "--profile", "strict"]);
  expect(code).toBe(2);
  expect(stderr).toMatch(/It must be one of baseline, regulated, development/);
});

test("policy show says of which profile a control is, where it is of one", () => {
  const [added] = controlsOfAllProfiles().filter(isAdded);
  const [usual] = controlsIn(Profile.BASELINE);
  expect(run(["policy", "show", added?.id ?? ""]).stdout).toMatch(/\n {2}Profile {5}regulated\n/);
  expect(run(["policy", "show", usual?.id ?? ""]).stdout).not.toMatch(/Profile/);
});
