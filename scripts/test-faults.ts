/**
 * Plans the estates of test/conformance/faults with the real Terraform, and judges what it says: `npm run test:faults`.
 *
 * One is full of the usual faults, the other is the same estate well written, both in plain HCL. The committed plans beside
 * them, which `npm test` judges, must say the same as a fresh one; `--update` writes them anew.
 */
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Estate } from "../src/estate/estate";
import { fromPlan } from "../src/estate/plan";
import { CONTROLS } from "../src/policy/catalogue";
import { judge } from "../src/policy/engine";
import { WaiverSet } from "../src/policy/waiver-set";
import { terraformEnvironment, writeCliConfiguration } from "./terraform/environment";
import { endEverythingOnExit, runCommand } from "./terraform/process";
import { Report } from "./terraform/report";
import { absentTools, findTools, unexpectedlyAbsent } from "./terraform/tools";

const FAULTS = resolve(__dirname, "../test/conformance/faults");
const ESTATES = ["insecure", "secure"] as const;
const PLAN_TIMEOUT_SECONDS = 180;

/** What the estates ask for at plan time; none of it is a secret of anybody. */
const VARIABLES = { TF_VAR_hub_token: "unset", TF_VAR_client_secret: "given-at-apply" };

async function main(update: boolean): Promise<number> {
  const start = Date.now();
  const report = new Report();
  const tools = await findTools();
  const absent = absentTools(tools).filter((tool) => tool !== "moto_server");
  for (const tool of absent) {
    report.notRun(tool, "not found on this machine");
  }
  if (tools.terraform === undefined || tools.mirror === undefined) {
    return unexpectedlyAbsent(absent).length > 0 ? 1 : 0;
  }
  const folder = mkdtempSync(join(tmpdir(), "modelkeep-faults-"));
  const environment = {
    ...terraformEnvironment(writeCliConfiguration(folder, tools.mirror.path), undefined),
    AWS_ACCESS_KEY_ID: "test",
    AWS_SECRET_ACCESS_KEY: "test",
    ...VARIABLES,
  };
  try {
    for (const estate of ESTATES) {
      await report.step(estate, "planned by the real Terraform, and judged as the committed plan is", async () => {
        const fresh = await plan(tools.terraform as string, estate, join(folder, estate), environment);
        const committed = join(FAULTS, estate, "plan.json");
        if (update) {
          writeFileSync(committed, `${JSON.stringify(fresh)}\n`);
        }
        const [now, before] = [verdict(fresh), verdict(JSON.parse(readFileSync(committed, "utf8")))];
        if (now.join("\n") !== before.join("\n")) {
          throw new Error(`the plans differ in verdict:\n${difference(now, before).join("\n")}`);
        }
        return `${now.length} findings`;
      });
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  report.summary((Date.now() - start) / 1000);
  return report.failedSteps > 0 ? 1 : 0;
}

/** The plan as JSON, without the hour it was made. */
async function plan(
  terraform: string,
  estate: string,
  directory: string,
  environment: NodeJS.ProcessEnv,
): Promise<object> {
  mkdirSync(directory);
  cpSync(join(FAULTS, estate, "main.tf"), join(directory, "main.tf"));
  const run = async (...args: string[]): Promise<string> => {
    const result = await runCommand(terraform, args, { directory, environment, timeoutSeconds: PLAN_TIMEOUT_SECONDS });
    if (result.status !== 0) {
      throw new Error(`terraform ${args[0]}: ${result.stderr}`);
    }
    return result.stdout;
  };
  await run("init", "-input=false", "-no-color");
  await run("plan", "-input=false", "-no-color", "-refresh=false", "-out=plan.bin");
  return { ...JSON.parse(await run("show", "-json", "plan.bin")), timestamp: "2026-11-21T00:00:00Z" };
}

function verdict(json: unknown): string[] {
  const { resources, roots } = fromPlan("plan.json", json);
  const { findings } = judge(new Estate(resources, roots), {
    controls: CONTROLS,
    waivers: new WaiverSet([], "2026-11-21"),
  });
  return findings.map(({ control, resource }) => `${control} ${resource}`).sort();
}

function difference(now: readonly string[], before: readonly string[]): string[] {
  return [
    ...now.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
    ...before.filter((line) => !now.includes(line)).map((line) => `- ${line}`),
  ];
}

endEverythingOnExit();
main(process.argv.includes("--update")).then((status) => {
  process.exitCode = status;
});
