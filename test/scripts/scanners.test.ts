import { ACCEPTED } from "../../scripts/scanners/explained";
import { readRecord } from "../../scripts/scanners/record";
import { SCANNERS } from "../../scripts/scanners/scanners";
import { trivyId } from "../../scripts/scanners/trivy";
import { UNANSWERED } from "../../scripts/scanners/unanswered";
import { controlsOfAllProfiles } from "../../src/policy/profiles";

const controls = controlsOfAllProfiles();

test.each([
  ["AVD-KSV-0014", "KSV-0014"],
  ["KSV014", "KSV-0014"],
  ["AWS-0086", "AVD-AWS-0086"],
  ["AVD-GCP-0066", "AVD-GCP-0066"],
  ["something else", "something else"],
])("Trivy's %s is %s in the catalogue", (said, written) => {
  expect(trivyId(said)).toBe(written);
});

test("what no control answers is explained, by a reason or by a control that judges the same", () => {
  const known = new Set(controls.map(({ id }) => id));
  const answered = new Set(controls.flatMap(({ answers }) => answers));
  const ids = UNANSWERED.map(({ id }) => id);
  expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
  expect(ids.filter((id) => answered.has(id))).toEqual([]);
  expect(UNANSWERED.filter(({ control }) => control !== undefined && !known.has(control))).toEqual([]);
  expect(UNANSWERED.filter(({ control, reason }) => control === undefined && reason === undefined)).toEqual([]);
});

test("every check that fired in the last run is answered or explained", () => {
  const answered = new Set([...controls.flatMap(({ answers }) => answers), ...UNANSWERED.map(({ id }) => id)]);
  const { scanners } = readRecord();
  const fired = Object.values(scanners).flatMap(({ titles }) => Object.keys(titles));
  expect(fired.length).toBeGreaterThan(200);
  expect(fired.filter((id) => !answered.has(id))).toEqual([]);
});

test("the record is of the versions that are pinned, and of most controls", () => {
  const { scanners, controls: compared } = readRecord();
  expect(SCANNERS.map(({ name }) => scanners[name]?.version)).toEqual(SCANNERS.map(({ tool }) => tool.version));
  expect(Object.keys(compared).length / controls.length).toBeGreaterThan(0.9);
});

test("what is accepted on hardened stacks is of a scanner that is run, and has a reason", () => {
  expect(ACCEPTED.filter(({ scanner }) => !SCANNERS.some(({ name }) => name === scanner))).toEqual([]);
  expect(ACCEPTED.filter(({ reason }) => !/^[A-Z].*\.$/.test(reason))).toEqual([]);
});
