import { CONTROLS } from "../../src/policy/catalogue";
import { compile } from "../../src/policy/cel/program";
import { WORKLOAD_KINDS } from "../../src/policy/scope";

const KINDS: readonly string[] = WORKLOAD_KINDS;

/** Controls on pods: they are exported to clusters as they are written. */
const POD_CONTROLS = CONTROLS.filter(({ appliesTo }) => appliesTo.every((kind) => KINDS.includes(kind)));

test("there are controls on pods", () => {
  expect(POD_CONTROLS.length).toBeGreaterThan(30);
});

test.each(POD_CONTROLS.map((control) => [control.id, control] as const))(
  "%s asks what a cluster can answer: Kubernetes' own CEL about the object",
  (_, control) => {
    const alone = { functions: {}, variables: ["object"] };
    const withVariables = { functions: {}, variables: ["object", "variables"] };
    expect(() => compile(control.require, withVariables)).not.toThrow();
    expect(() => compile(control.found ?? "true", withVariables)).not.toThrow();
    // Conditions of a policy are asked before its variables are made.
    expect(() => compile(control.when ?? "true", alone)).not.toThrow();
  },
);

test.each(POD_CONTROLS.map((control) => [control.id, control] as const))(
  "%s is asked of every kind that makes pods",
  (_, { appliesTo }) => {
    expect([...appliesTo].sort()).toEqual([...KINDS].sort());
  },
);
