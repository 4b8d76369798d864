import { CONTROLS } from "../../src/policy/catalogue";
import { SEVERITIES } from "../../src/policy/control";
import { Profile } from "../../src/policy/profile";
import { controlsIn, controlsOfAllProfiles, isAdded } from "../../src/policy/profiles";

const rank = (severity: (typeof SEVERITIES)[number]) => SEVERITIES.indexOf(severity);
const byId = new Map(controlsOfAllProfiles().map((control) => [control.id, control]));

test("the baseline is the catalogue", () => {
  expect(controlsIn(Profile.BASELINE)).toEqual(CONTROLS);
});

test.each(Object.values(Profile))("%s hides nothing, and lets critical be critical", (profile) => {
  const controls = controlsIn(profile);
  const ids = new Set(controls.map(({ id }) => id));
  expect(CONTROLS.filter(({ id }) => !ids.has(id))).toEqual([]);
  expect(ids.size).toBe(controls.length);
  for (const control of controls) {
    expect({ ...control, severity: "any" }).toEqual({ ...byId.get(control.id), severity: "any" });
    expect(control.severity === "critical").toBe(byId.get(control.id)?.severity === "critical");
  }
});

test("regulated asks for more, and only raises", () => {
  const controls = controlsIn(Profile.REGULATED);
  const added = controls.filter(isAdded);
  expect(added.length).toBeGreaterThanOrEqual(10);
  expect(controls).toHaveLength(CONTROLS.length + added.length);
  const changes = controls.map(({ id, severity }) => rank(severity) - rank(byId.get(id)?.severity ?? severity));
  expect(changes.filter((change) => change > 0)).toEqual([]);
  expect(changes.filter((change) => change < 0).length).toBeGreaterThan(50);
});

test("development adds nothing, and only lowers what keeps and records", () => {
  const controls = controlsIn(Profile.DEVELOPMENT);
  const lowered = controls.filter(({ id, severity }) => rank(severity) > rank(byId.get(id)?.severity ?? severity));
  expect(controls).toHaveLength(CONTROLS.length);
  expect(lowered.length).toBeGreaterThan(20);
  expect(new Set(lowered.map(({ category }) => category))).toEqual(new Set(["resilience", "logging", "governance"]));
  const raised = controls.filter(({ id, severity }) => rank(severity) < rank(byId.get(id)?.severity ?? severity));
  expect(raised).toEqual([]);
});

test("what regulated adds is loaded for those alone who ask for it", () => {
  const loaded = jest.fn(() => ({ REGULATED_CONTROLS: [] }));
  jest.doMock("../../src/policy/controls/regulated", loaded);
  jest.isolateModules(() => {
    const profiles = require("../../src/policy/profiles") as typeof import("../../src/policy/profiles");
    profiles.controlsIn(Profile.BASELINE);
    expect(loaded).not.toHaveBeenCalled();
    profiles.controlsIn(Profile.REGULATED);
    expect(loaded).toHaveBeenCalledTimes(1);
  });
  jest.dontMock("../../src/policy/controls/regulated");
});
