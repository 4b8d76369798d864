/** 208 plans of others and those of our own: each makes a report in every form, and the report says what the plan says. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { sidesOfPlans } from "../../src/change/plan-sides";
import { CHANGE_FORMATS, type ChangeFormat } from "../../src/change/render/render";
import type { ChangeAction } from "../../src/change/sides";
import { CONTROLS } from "../../src/policy/catalogue";
import { changingPlan } from "../support/plans";
import { type Reported, reported } from "../support/reported";

const FIXTURES = join(__dirname, "../fixtures");
const CORPUS = join(FIXTURES, "plans/corpus");
const OURS = join(FIXTURES, "changes");
const MARKDOWN_LIMIT = 65_000;
const TIMEOUT = 300_000;

const files = new Map([
  ...readdirSync(CORPUS)
    .filter((name) => name.endsWith(".json") && name !== "index.json")
    .map((name): [string, string] => [name, join(CORPUS, name)]),
  ...readdirSync(OURS, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }): [string, string] => [`our ${name}`, join(OURS, name, "plan.json")]),
]);

/** PowerShell's redirection writes UTF-16. */
function textOf(file: string): string {
  const bytes = readFileSync(file);
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return bytes.toString(isUtf16 ? "utf16le" : "utf8").replace(/^\uFEFF/, "");
}

interface PlannedChange {
  readonly address: string;
  readonly mode?: string;
  readonly deposed?: string;
  readonly previous_address?: string;
  readonly change: { readonly actions: readonly string[]; readonly importing?: object };
}

/** What Terraform counts, counted anew: each managed resource by what becomes of it. */
function countedBy(plan: {
  readonly resource_changes?: readonly PlannedChange[];
}): Partial<Record<ChangeAction, number>> {
  const counts: Partial<Record<ChangeAction, number>> = {};
  for (const { mode, change } of plan.resource_changes ?? []) {
    const actions = change.actions.join(" ");
    const action =
      actions.includes("delete") && actions.includes("create")
        ? "replace"
        : ({ create: "create", delete: "destroy", update: "update", forget: "forget" } as const)[actions];
    if (mode !== "data" && action !== undefined) {
      counts[action] = (counts[action] ?? 0) + 1;
    }
  }
  return counts;
}

const plans = new Map<string, ReturnType<typeof JSON.parse>>();
const reports = new Map<string, Reported>();

beforeAll(() => {
  for (const [name, file] of files) {
    const text = textOf(file);
    plans.set(name, JSON.parse(text));
    reports.set(name, reported(sidesOfPlans([{ file: name, json: JSON.parse(text) }]), CONTROLS));
  }
}, TIMEOUT);

/** Every report, in turn. */
function each(look: (name: string, reported: Reported) => void): void {
  expect(reports.size).toBe(208 + 26);
  for (const [name, change] of reports) {
    look(name, change);
  }
}

test("every plan makes a report, and each changed resource is in it once", () => {
  each((name, { report }) => {
    const keys = report.changes.map(({ root, address, kind }) => [root, address, kind].join(" "));
    expect({ name, twice: keys.filter((key, index) => keys.indexOf(key) !== index) }).toEqual({ name, twice: [] });
  });
});

test("totals are those of the plan", () => {
  let changed = 0;
  each((name, { report }) => {
    const { create, update, replace, destroy, forget } = report.summary.counts;
    const planned = countedBy(plans.get(name));
    const deferred = report.changes.filter((change) => change.deferred !== undefined);
    const later = (action: ChangeAction): number => deferred.filter((change) => change.action === action).length;
    expect({ name, create, update, replace, destroy, forget }).toEqual({
      name,
      create: (planned.create ?? 0) + later("create"),
      update: (planned.update ?? 0) + later("update"),
      replace: planned.replace ?? 0,
      destroy: planned.destroy ?? 0,
      forget: planned.forget ?? 0,
    });
    changed += create + update + replace + destroy;
  });
  expect(changed).toBeGreaterThan(900);
});

test("what a plan leaves as it is makes an empty report", () => {
  let quiet = 0;
  each((name, { report }) => {
    if (report.changes.length > 0) {
      return;
    }
    quiet += 1;
    const { blastRadius, exposure, permissions, dataLoss, cost, findings } = report;
    expect({
      name,
      hits: blastRadius.hits,
      exposure,
      permissions,
      dataLoss,
      delta: cost.monthlyDelta,
      added: findings.added,
      fixed: findings.fixed,
    }).toEqual({
      name,
      hits: [],
      exposure: { gained: [], lost: [] },
      permissions: [],
      dataLoss: [],
      delta: { low: 0, high: 0 },
      added: [],
      fixed: [],
    });
  });
  expect(quiet).toBeGreaterThan(5);
});

test("reasons say why it is not safe, and a safe one has none", () => {
  each((name, { report }) => {
    const { verdict, summary } = report;
    expect({ name, isSafe: verdict === "safe" }).toEqual({ name, isSafe: summary.reasons.length === 0 });
    expect({ name, dangerous: verdict === "dangerous" }).toEqual({
      name,
      dangerous: summary.reasons.some(({ level }) => level === "dangerous"),
    });
  });
});

/** The HTML page carries its program, a megabyte each: those of ours and every tenth of the others are enough. */
function written(format: ChangeFormat): readonly (readonly [name: string, text: string])[] {
  return [...reports]
    .filter(([name], index) => format !== "html" || name.startsWith("our ") || index % 10 === 0)
    .map(([name, change]) => [name, change.written(format)]);
}

describe.each(CHANGE_FORMATS)("as %s", (format) => {
  let texts: ReturnType<typeof written>;

  beforeAll(() => {
    texts = written(format);
  }, TIMEOUT);

  test("every report is written, and ends with a line feed", () => {
    expect(texts.length).toBeGreaterThan(40);
    expect(texts.filter(([, text]) => text.length < 20 || !text.endsWith("\n")).map(([name]) => name)).toEqual([]);
  });

  test("no sensitive value is in it", () => {
    const canaries = texts.filter(([, text]) => text.includes("MK_CANARY")).map(([name]) => name);

    expect(texts.map(([name]) => name)).toContain("our sensitive");
    expect(canaries).toEqual([]);
  });
});

/**
 * Terraform marks what is configured, and not the copy of it that a provider makes.
 *
 */
test("a sensitive value is not printed where the plan repeats it without the mark", () => {
  const change = reports.get("our sensitive-copied");
  const naming = (text: string): string[] =>
    CHANGE_FORMATS.filter((format) => change?.written(format).includes(text) === true);

  expect(naming("terraform_data.destroyed").length).toBeGreaterThan(3);
  expect(naming("MK_COPY")).toEqual([]);
});

test("what is left to a later plan is said", () => {
  const { summary, changes } = reports.get("our deferred")?.report ?? {};

  expect(
    changes
      ?.filter(({ deferred }) => deferred !== undefined)
      .map(({ address }) => address)
      .sort(),
  ).toEqual(["terraform_data.endpoint[*]", "terraform_data.gateway"]);
  expect(summary?.reasons.map(({ text }) => text)).toContainEqual(
    expect.stringMatching(/^2 changes left to a later plan/),
  );
});

test("a pull request takes every comment", () => {
  for (const [name, text] of written("markdown")) {
    expect({ name, fits: Buffer.byteLength(text) < MARKDOWN_LIMIT }).toEqual({ name, fits: true });
  }
});

test("machine formats are JSON", () => {
  for (const format of ["json", "sarif"] as const) {
    for (const [name, text] of written(format)) {
      expect({ name, type: typeof JSON.parse(text) }).toEqual({ name, type: "object" });
    }
  }
});

test("totals of all verdicts and reasons are as they were", () => {
  const counts = new Map<string, number>();
  each((_, { report }) => {
    for (const key of [
      `verdict ${report.verdict}`,
      ...report.summary.reasons.map(({ level, aspect }) => `${level} ${aspect}`),
    ]) {
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  });
  expect(counts.size).toBeGreaterThan(8);
  expect([...counts].map(([key, count]) => `${key}: ${count}`).sort()).toMatchSnapshot();
});

test("a large plan is counted, and its comment fits", () => {
  const { plan, counts } = changingPlan(2000);
  const { report, written } = reported(sidesOfPlans([{ file: "plan.json", json: plan }]), CONTROLS);

  expect(counts.update + counts.replace + counts.destroy).toBeGreaterThan(80);
  expect(report.summary.counts).toMatchObject(counts);
  expect(report.summary.resources.after).toBe(2000 - counts.destroy);
  expect(Buffer.byteLength(written("markdown"))).toBeLessThan(MARKDOWN_LIMIT);
});
