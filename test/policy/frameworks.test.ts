import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { notControls } from "../../scripts/not-controls";
import { CATALOGUE, isDemanded } from "../../src/policy/frameworks/catalogue";
import { coverageOf, scoreOf } from "../../src/policy/frameworks/coverage";
import { UNANSWERED } from "../../src/policy/frameworks/framework";
import { FRAMEWORKS, WHOLE_FRAMEWORKS } from "../../src/policy/frameworks/frameworks";
import { controlsOfAllProfiles } from "../../src/policy/profiles";

const CONTROLS = controlsOfAllProfiles();

/** How ids of a framework are spelled. */
const FORMS: Record<string, RegExp> = {
  "mitre-atlas": /^AML\.(M\d{4}|T\d{4}(\.\d{3})?)$/,
  "owasp-llm": /^LLM(0[1-9]|10)$/,
  "owasp-ml": /^ML(0[1-9]|10):2023$/,
  "cis-eks": /^CIS EKS-1\.8 [2-5](\.\d+){2}$/,
  "cis-gke": /^CIS GKE-1\.9 [3-5](\.\d+){2}$/,
  "cis-kubernetes": /^CIS K8s-1\.12 [1-5](\.\d+){1,2}$/,
  "cis-aws": /^CIS AWS-1\.4 \d(\.\d+){1,2}$/,
  "pod-security-standards": /^PSS(-[BR]( [A-Z/].+)?)?$/,
  nsa: /^NSA \d\.\d+$/,
  checkov: /^CKV2?_(AWS|GCP|K8S|TF)_\d+$/,
  trivy: /^(AVD-(AWS|GCP)-\d{4}|K[SC]V-\d{4,5})$/,
  kics: /^KICS [0-9a-f]{8}$/,
};

const ITEMS = FRAMEWORKS.flatMap((framework) => framework.items);
const KNOWN = new Set([...ITEMS, ...CATALOGUE].map(({ id }) => id));
const ANSWERED = new Set(CONTROLS.flatMap(({ answers }) => answers));

describe("the lists", () => {
  test("say every id once, in the form of its framework, with a title", () => {
    expect(FRAMEWORKS.map(({ id }) => id).sort()).toEqual(Object.keys(FORMS).sort());
    const ids = [...ITEMS, ...CATALOGUE].map(({ id }) => id);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    for (const { id, items } of FRAMEWORKS) {
      expect(items.filter((item) => !FORMS[id]?.test(item.id) || !/^\S.*[^\s.]$/.test(item.title))).toEqual([]);
    }
  });

  test("are whole where they say so", () => {
    const counts = Object.fromEntries(WHOLE_FRAMEWORKS.map(({ id, items }) => [id, items.length]));
    expect(counts).toEqual({
      "mitre-atlas": 55,
      "owasp-llm": 10,
      "owasp-ml": 10,
      "cis-eks": 50,
      "cis-gke": 57,
      "cis-kubernetes": 131,
      "pod-security-standards": 20,
      nsa: 27,
    });
  });

  test("name in sameAs what exists, and nothing twice", () => {
    const wrong = ITEMS.flatMap(({ id, sameAs = [] }) =>
      sameAs.filter((each, index) => each === id || !KNOWN.has(each) || sameAs.indexOf(each) !== index),
    );
    expect(wrong).toEqual([]);
  });
});

describe("the catalogue's rows", () => {
  test("are all there, with their levels", () => {
    const levels = new Map<string, number>();
    for (const { level } of CATALOGUE.filter(({ id }) => !id.startsWith("DENY-"))) {
      levels.set(level, (levels.get(level) ?? 0) + 1);
    }
    expect(Object.fromEntries(levels)).toEqual({ must: 450, should: 150, opt: 55 });
    const denials = CATALOGUE.filter(({ id }) => id.startsWith("DENY-"));
    expect(denials).toHaveLength(75);
    expect(denials.every(({ level }) => ["critical", "high", "medium"].includes(level))).toBe(true);
    expect(CATALOGUE.filter(({ id, title }) => !/^[A-Z0-9]+(-[A-Z0-9]+)?-\d+$/.test(id) || title === "")).toEqual([]);
  });

  test("name ids that exist", () => {
    expect(CATALOGUE.flatMap(({ names }) => names.filter((id) => !KNOWN.has(id)))).toEqual([]);
  });

  test("are answered by a control or stand in decision 11 where they are demanded, and never both", () => {
    const excused = notControls().map(({ id }) => id);
    const demanded = CATALOGUE.filter(isDemanded).map(({ id }) => id);
    expect(excused.filter((id, index) => excused.indexOf(id) !== index)).toEqual([]);
    expect(excused.filter((id) => !CATALOGUE.some((item) => item.id === id))).toEqual([]);
    expect({
      both: excused.filter((id) => ANSWERED.has(id)),
      neither: demanded.filter((id) => !ANSWERED.has(id) && !excused.includes(id)),
    }).toEqual({ both: [], neither: [] });
  });

  test("stand in decision 11 with a sentence each", () => {
    expect(notControls().filter(({ why }) => !/^[A-Z`].{20,}\.$/s.test(why))).toEqual([]);
  });
});

describe("answers of controls", () => {
  test("are in the lists or the catalogue, spelled as there", () => {
    const unknown = controlsOfAllProfiles().flatMap(({ id, answers }) =>
      answers.filter((each) => !KNOWN.has(each)).map((each) => `${id}: ${each}`),
    );
    expect(unknown).toEqual([]);
  });

  test("are said once in a control", () => {
    const twice = controlsOfAllProfiles().flatMap(({ id, answers }) =>
      answers.filter((each, index) => answers.indexOf(each) !== index).map((each) => `${id}: ${each}`),
    );
    expect(twice).toEqual([]);
  });
});

describe.each(WHOLE_FRAMEWORKS.map((framework) => [framework.id, framework] as const))("%s", (_, framework) => {
  const covered = coverageOf(framework, CONTROLS);

  test("has for every item a control or a reason, and never both", () => {
    const reasons = new Set(framework.items.filter(({ unanswered }) => unanswered !== undefined).map(({ id }) => id));
    expect({
      both: covered.filter(({ id, controls }) => controls.length > 0 && reasons.has(id)).map(({ id }) => id),
      neither: covered.filter(({ id, controls }) => controls.length === 0 && !reasons.has(id)).map(({ id }) => id),
    }).toEqual({ both: [], neither: [] });
  });

  test("has reasons that are sentences, and not one for everything", () => {
    const reasons = framework.items.flatMap(({ unanswered }) => (unanswered === undefined ? [] : [unanswered]));
    expect(reasons.filter(([why, reason]) => !(why in UNANSWERED) || !/^[A-Z`].{20,}\.$/i.test(reason))).toEqual([]);
    expect(new Set(reasons.map(([, reason]) => reason)).size).toBeGreaterThan(reasons.length > 3 ? 2 : -1);
  });

  test("is counted: every item is answered, or stands under its reason", () => {
    const { items, answered, unanswered } = scoreOf(covered);
    expect(items).toBe(framework.items.length);
    expect(answered + [...unanswered.values()].reduce((sum, count) => sum + count, 0)).toBe(items);
  });
});

describe("coverage", () => {
  const control = (id: string, ...answers: readonly string[]) => ({ ...CONTROLS[0], id, answers }) as never;
  const framework = {
    id: "none",
    title: "None",
    items: [
      { id: "A", title: "by its id" },
      { id: "B", title: "by the id of another", sameAs: ["C"] },
      { id: "D", title: "not at all", unanswered: ["people", "Nobody asks."] as const },
    ],
  };

  test("follows ids and what is the same, in the order of the catalogue, each control once", () => {
    const covered = coverageOf(framework, [control("X", "C", "B"), control("Y", "A"), control("Z", "A", "B")]);
    expect(covered.map(({ id, controls }) => [id, controls])).toEqual([
      ["A", ["Y", "Z"]],
      ["B", ["X", "Z"]],
      ["D", []],
    ]);
    expect(scoreOf(covered)).toEqual({ items: 3, answered: 2, unanswered: new Map([["people", 1]]) });
  });

  test("gives no reason for what is answered", () => {
    const [, , d] = coverageOf(framework, [control("X", "D")]);
    expect(d).toEqual({ id: "D", title: "not at all", controls: ["X"] });
  });
});

/** Files that the file loads, and those that they load: every import that is not of types alone. */
function loadedBy(file: string, seen = new Set<string>()): ReadonlySet<string> {
  if (seen.has(file)) {
    return seen;
  }
  seen.add(file);
  const source = readFileSync(file, "utf8");
  const imports = [...source.matchAll(/^(?:import|export) (?!type )[^;]*? from "(\.[^"]+)"|import\("(\.[^"]+)"\)/gm)];
  for (const [, stated = "", deferred = ""] of imports) {
    const path = resolve(dirname(file), `${stated}${deferred}`);
    loadedBy([`${path}.ts`, join(path, "index.ts")].find((each) => exists(each)) ?? `${path}.ts`, seen);
  }
  return seen;
}

function exists(file: string): boolean {
  try {
    readFileSync(file);
    return true;
  } catch {
    return false;
  }
}

test("frameworks are loaded by `policy list --framework` alone, not by `check` or by synthesis", () => {
  const loaded = (from: string) => [...loadedBy(resolve(__dirname, "../../src", from))];
  const frameworks = (from: string) => loaded(from).filter((file) => file.includes("/policy/frameworks/"));
  expect(loaded("cli/check.ts")).toContain(resolve(__dirname, "../../src/policy/catalogue.ts"));
  expect(frameworks("cli/check.ts")).toEqual([]);
  expect(frameworks("policy/index.ts")).toEqual([]);
  expect(frameworks("cli/policy.ts").length).toBeGreaterThan(0);
});
