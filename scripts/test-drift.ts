/**
 * Proves `modelkeep drift` with the real Terraform: `npm run test:drift [-- --fixtures]`.
 *
 * The model-store example is applied to moto, changed by hand there through the AWS command-line tool, and refreshed: each
 * change has to be in the right group, with a remedy that is true. Applied again, it is clean. With `--fixtures` the plans
 * are written to test/fixtures/drift, shortened. No address but the loopback one is called.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Hand } from "./terraform/by-hand";
import { shortened } from "./terraform/drift-fixtures";
import { cleanEnvironment } from "./terraform/environment";
import { isObject, type Json, type JsonObject, listOf, section, writeJson } from "./terraform/json";
import { type MotoServer, startMoto } from "./terraform/moto";
import { endEverythingOnExit, runCommand } from "./terraform/process";
import { Report } from "./terraform/report";
import { isSynthesized, stacksBelow } from "./terraform/stacks";
import { findCommand, findTools, isExpectedAbsent } from "./terraform/tools";
import { TerraformSession, type Workspace } from "./terraform/workspace";

const REPOSITORY = resolve(__dirname, "..");
const EXAMPLE = join(REPOSITORY, "examples", "model-store");
const FIXTURES = join(REPOSITORY, "test", "fixtures", "drift");
const BUCKET = "acme-vision-model-store";
const ADMINISTRATOR = "arn:aws:iam::aws:policy/AdministratorAccess";

/** What a run of `modelkeep drift --format json` says, as far as it is asked here. */
interface Drift {
  readonly status: number | undefined;
  readonly counts: Readonly<Record<string, number>>;
  readonly entries: readonly Entry[];
}

interface Entry {
  readonly resource: string;
  readonly group: string;
  readonly reasons: readonly string[];
  readonly byApply: boolean | null;
}

/** What was done by hand, and what has to be said of it. */
interface Expected {
  readonly resource: RegExp;
  readonly group: string;
  readonly reason: RegExp;

  /** Whether `terraform apply` undoes it. */
  readonly byApply: boolean;
}

const BY_HAND: readonly Expected[] = [
  {
    resource: /^aws_s3_bucket_public_access_block\.models_PublicAccessBlock/,
    group: "security",
    reason: /^AWS_S3_PUBLIC_ACCESS_BLOCK_PRESENT \(critical\) held and now fails/,
    byApply: true,
  },
  {
    resource: /^aws_s3_bucket_versioning\.models_Versioning/,
    group: "security",
    reason: /^AWS_S3_VERSIONING_ENABLED \(high\) held and now fails/,
    byApply: true,
  },
  {
    resource: /^aws_iam_role_policy\.resnet_Policy/,
    group: "security",
    reason: /gains s3:\* \(\d+ actions: [^)]+\) on \*/,
    byApply: true,
  },
  {
    resource: /^aws_iam_role\.resnet/,
    group: "security",
    reason: /gains policy AdministratorAccess/,
    byApply: false,
  },
  { resource: /^aws_cloudwatch_log_group\.log_/, group: "outage", reason: /^it is gone/, byApply: true },
  { resource: /^aws_iam_role\.audit_DeliveryRole/, group: "harmless", reason: /^only words/, byApply: true },
];

async function main(writesFixtures: boolean): Promise<number> {
  const start = Date.now();
  const report = new Report();
  const tools = await findTools();
  const aws = await findCommand("aws", ["--version"]);
  const found = { terraform: tools.terraform, mirror: tools.mirror, moto_server: tools.motoServer, aws };
  const absent = Object.entries(found).flatMap(([name, path]) => (path === undefined ? [name] : []));
  for (const name of absent) report.notRun(name, "not found on this machine");
  const unexpected = process.env.CI ? absent.filter((name) => !isExpectedAbsent(name)) : [];
  const { terraform, mirror, motoServer } = tools;
  if (terraform === undefined || mirror === undefined || motoServer === undefined || aws === undefined)
    return unexpected.length > 0 ? 1 : 0;

  const directory = mkdtempSync(join(tmpdir(), "modelkeep-drift-"));
  let moto: MotoServer | undefined;
  try {
    moto = await startMoto(motoServer);
    const session = await TerraformSession.open(terraform, mirror, directory);
    await new DriftProof(session, moto, new Hand(aws, moto.endpoint), report, writesFixtures).prove();
  } finally {
    for (const note of moto?.notes() ?? []) report.note("moto", note);
    await moto?.stop();
    if (report.failedSteps === 0) rmSync(directory, { recursive: true });
    else process.stdout.write(`\nKept in ${directory}\n`);
  }
  report.summary((Date.now() - start) / 1000);
  return report.failedSteps > 0 || unexpected.length > 0 ? 1 : 0;
}

/** Applies, changes by hand, refreshes, and reads what is said. */
class DriftProof {
  private plans = 0;

  constructor(
    private readonly session: TerraformSession,
    private readonly moto: MotoServer,
    private readonly hand: Hand,
    private readonly report: Report,
    private readonly writesFixtures: boolean,
  ) {}

  async prove(): Promise<void> {
    const stack = modelStore();
    let workspace: Workspace | undefined;
    await this.step("apply", async () => {
      const applied = await this.session.applyToMoto("drift", stack, this.moto.endpoint);
      workspace = applied.workspace;
      for (const note of applied.copy.notes) this.report.note("model-store", note);
      return "";
    });
    if (workspace === undefined) return;
    const there = workspace;
    await this.step("right after apply, only what the provider repeats", () => this.clean(there, "after-apply"));
    await this.step("changed by hand", () => this.change(there));
    await this.step("refresh: each is in its group", () => this.named(there, "by-hand", ["-refresh-only"]));
    await this.step("a plan of an apply says the same", () => this.named(there, "by-hand-planned", []));
    await this.step("applied again, it is clean", async () => {
      // What the code does not set, no apply takes away: the report says so, and so it is.
      await this.hand.detach(await this.roleName(there), ADMINISTRATOR);
      await there.apply();
      return this.clean(there, "applied-again");
    });
    await this.step("destroy", async () => {
      await there.destroy();
      return "";
    });
  }

  private step(name: string, run: () => Promise<string>): Promise<boolean> {
    return this.report.step("model-store", name, run);
  }

  private async change(workspace: Workspace): Promise<string> {
    const state = stateOf(JSON.parse(await workspace.run(["show", "-json"])) as Json);
    const role = valueAt(state, "aws_iam_role.resnet_", "name");
    await this.hand.deletePublicAccessBlock(BUCKET);
    await this.hand.suspendVersioning(BUCKET);
    await this.hand.widenRole(role, valueAt(state, "aws_iam_role_policy.resnet_", "name"), "s3:*");
    await this.hand.attach(role, ADMINISTRATOR);
    await this.hand.deleteLogGroup(valueAt(state, "aws_cloudwatch_log_group.log_", "name"));
    await this.hand.tagRole(valueAt(state, "aws_iam_role.audit_DeliveryRole", "name"), "seen-by", "hand");
    return `${BY_HAND.length} changes`;
  }

  private async roleName(workspace: Workspace): Promise<string> {
    return valueAt(stateOf(JSON.parse(await workspace.run(["show", "-json"])) as Json), "aws_iam_role.resnet_", "name");
  }

  /** Every change that was made by hand is in its group, and nothing else is relevant. */
  private async named(workspace: Workspace, name: string, planning: readonly string[]): Promise<string> {
    const drift = await this.drift(workspace, name, planning);
    if (drift.status !== 1) throw new Error(`exit ${drift.status ?? "by signal"}, and not 1`);
    const problems = BY_HAND.flatMap(({ resource, group, reason, byApply }) => {
      const entry = drift.entries.find((candidate) => resource.test(candidate.resource));
      if (entry === undefined) return [`${resource}: is not in the report`];
      return [
        ...(entry.group === group ? [] : [`${entry.resource}: is ${entry.group}, and not ${group}`]),
        ...(entry.reasons.some((text) => reason.test(text))
          ? []
          : [`${entry.resource}: no reason like ${reason}: ${entry.reasons.join("; ")}`]),
        ...(entry.byApply === byApply ? [] : [`${entry.resource}: byApply is ${entry.byApply}, and not ${byApply}`]),
      ];
    });
    const others = drift.entries.filter(
      ({ resource, group }) => group !== "harmless" && !BY_HAND.some((each) => each.resource.test(resource)),
    );
    problems.push(...others.map(({ resource, group }) => `${resource}: is ${group}, and nobody touched it`));
    if (problems.length > 0) throw new Error(problems.join("\n"));
    return `${drift.counts.security} security, ${drift.counts.outage} outage, ${drift.counts.harmless} harmless`;
  }

  private async clean(workspace: Workspace, name: string): Promise<string> {
    const { status, entries, counts } = await this.drift(workspace, name, ["-refresh-only"]);
    const relevant = entries.filter(({ group }) => group !== "harmless");
    if (relevant.length > 0 || status !== 0) {
      const told = relevant.map(({ resource, reasons }) => `${resource}: ${reasons.join("; ")}`);
      throw new Error([`exit ${status ?? "by signal"}`, ...told].join("\n"));
    }
    return `exit 0, ${counts.harmless} harmless`;
  }

  /** Plans, and runs the command on the plan. */
  private async drift(workspace: Workspace, name: string, planning: readonly string[]): Promise<Drift> {
    this.plans += 1;
    const binary = join(workspace.directory, `${this.plans}.plan`);
    await workspace.run(["plan", "-input=false", "-no-color", "-lock=false", ...planning, `-out=${binary}`]);
    const plan = JSON.parse(await workspace.run(["show", "-json", binary])) as JsonObject;
    const file = join(workspace.directory, `${this.plans}.json`);
    writeJson(file, plan);
    if (this.writesFixtures)
      writeFileSync(join(FIXTURES, `${name}.json`), `${JSON.stringify(shortened(plan), null, 1)}\n`);
    const { status, stdout, stderr } = await modelkeep("drift", "--plan", file, "--format", "json");
    if (status !== 0 && status !== 1) throw new Error(`modelkeep drift: exit ${status ?? "by signal"}: ${stderr}`);
    return { status, ...readReport(JSON.parse(stdout) as Json) };
  }
}

function modelkeep(...args: readonly string[]) {
  const tsx = join(REPOSITORY, "node_modules", ".bin", "tsx");
  return runCommand(tsx, [join(REPOSITORY, "src", "cli", "main.ts"), ...args], {
    environment: cleanEnvironment(),
    timeoutSeconds: 120,
  });
}

function readReport(report: Json): Pick<Drift, "counts" | "entries"> {
  if (!isObject(report)) throw new Error("the report is no object");
  const entries = listOf(report.drift).filter(isObject);
  return {
    counts: section(section(report, "summary"), "counts") as Record<string, number>,
    entries: entries.map((entry) => ({
      resource: String(entry.resource),
      group: String(entry.group),
      reasons: listOf(entry.reasons).map((reason) => (isObject(reason) ? String(reason.text) : "")),
      byApply: (section(section(entry, "remedy"), "undo").byApply ?? null) as boolean | null,
    })),
  };
}

function stateOf(shown: Json): readonly JsonObject[] {
  const root = isObject(shown) ? section(section(shown, "values"), "root_module") : {};
  return listOf(root.resources).filter(isObject);
}

/** A value of the one resource whose address begins so. */
function valueAt(state: readonly JsonObject[], address: string, attribute: string): string {
  const resource = state.find((candidate) => String(candidate.address).startsWith(address));
  const value = resource === undefined ? undefined : section(resource, "values")[attribute];
  if (typeof value !== "string") throw new Error(`${address}: has no ${attribute} in the state`);
  return value;
}

/** The synthesized stack; synthesized first when it is not. */
function modelStore(): string {
  if (!isSynthesized(EXAMPLE)) {
    const { status } = spawnSync("npm", ["run", "--silent", "synth", "--", EXAMPLE], {
      cwd: REPOSITORY,
      stdio: "inherit",
    });
    if (status !== 0) throw new Error("npm run synth failed");
  }
  const [stack] = stacksBelow([EXAMPLE]);
  if (stack === undefined) throw new Error(`${EXAMPLE}: no stack`);
  return stack.directory;
}

endEverythingOnExit();
main(process.argv.includes("--fixtures")).then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
