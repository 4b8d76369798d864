/**
 * Proofs that need an AWS API but no apply of a whole stack: `npm run test:local-aws`.
 *
 * The artifact is published as the guide says, then fetched by the init container's own script with the real AWS
 * command-line tool; a tampered one is refused. The state of a stack goes to the bucket of a SecureStateBackend, and a
 * second run is kept out by the lock file. Both on moto, on the loopback address alone.
 */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { App } from "cdktf";
import { aws, HardenedStack, ModelFormat, ServingTier } from "../src";
import { fetchEnvironment, fetchScript } from "../src/kubernetes/artifact-fetch";
import { cleanEnvironment, TEST_REGION, terraformEnvironment, writeCliConfiguration } from "./terraform/environment";
import { type MotoServer, startMoto } from "./terraform/moto";
import { type CommandResult, endEverythingOnExit, runCommand } from "./terraform/process";
import { Report } from "./terraform/report";
import { findCommand, findTools, isExpectedAbsent } from "./terraform/tools";

const OWNER = { tier: ServingTier.PRODUCTION, tenant: "vision", owner: "vision@acme.example" };
const BUCKET = "acme-models";
const STATES = "acme-states";
const STATE_KEY = "production/vision/vision-cloud.tfstate";
const KEY_ARN = `arn:aws:kms:${TEST_REGION}:123456789012:key/8d1e1f6a-5b3c-4d2e-9f10-2a3b4c5d6e7f`;
const CREDENTIALS = { AWS_ACCESS_KEY_ID: "fake", AWS_SECRET_ACCESS_KEY: "fake", AWS_DEFAULT_REGION: TEST_REGION };

interface Bench {
  readonly directory: string;
  readonly moto: MotoServer;
  readonly aws: string;
}

async function main(): Promise<number> {
  const start = Date.now();
  const report = new Report();
  const tools = await findTools();
  const found = {
    moto_server: tools.motoServer,
    aws: await findCommand("aws", ["--version"]),
    terraform: tools.terraform,
  };
  const absent = Object.entries(found).flatMap(([name, path]) => (path === undefined ? [name] : []));
  for (const name of absent) report.notRun(name, "not found on this machine");
  const unexpected = process.env.CI ? absent.filter((name) => !isExpectedAbsent(name)) : [];
  if (found.moto_server === undefined || found.aws === undefined) return unexpected.length > 0 ? 1 : 0;

  const directory = mkdtempSync(join(tmpdir(), "modelkeep-local-aws-"));
  const moto = await startMoto(found.moto_server);
  try {
    const bench = { directory, moto, aws: found.aws };
    await proveArtifacts(bench, report);
    if (found.terraform !== undefined) await proveState(bench, found.terraform, report);
  } finally {
    await moto.stop();
    rmSync(directory, { recursive: true });
  }
  report.summary((Date.now() - start) / 1000);
  return report.failedSteps > 0 || unexpected.length > 0 ? 1 : 0;
}

async function proveArtifacts(bench: Bench, report: Report): Promise<void> {
  const model = join(bench.directory, "model");
  mkdirSync(join(model, "variables"), { recursive: true });
  writeFileSync(join(model, "saved_model.pb"), "graph");
  writeFileSync(join(model, "variables", "variables.index"), "weights");
  const prefix = `s3://${BUCKET}/resnet/v3`;
  let digest = "";

  await report.step("artifact", "published as the guide says", async () => {
    await s3(bench, "mb", `s3://${BUCKET}`);
    await shell(bench, publishingCommands(), model);
    digest = (await shell(bench, "sha256sum SHA256SUMS", model)).stdout.slice(0, 64);
    await s3(bench, "cp", "--recursive", model, prefix);
    return `digest ${digest.slice(0, 8)}...`;
  });
  await report.step("artifact", "fetched and verified by the real aws command", async () => {
    const { status, stdout, stderr } = await fetchArtifact(bench, digest);
    if (status !== 0) throw new Error(stderr);
    const weights = readFileSync(join(bench.directory, "fetched", "variables", "variables.index"), "utf8");
    if (weights !== "weights") throw new Error(`fetched "${weights}"`);
    return stdout.trim();
  });
  await report.step("artifact", "refused when a file was replaced", async () => {
    writeFileSync(join(bench.directory, "poison"), "poisoned");
    await s3(bench, "cp", join(bench.directory, "poison"), `${prefix}/variables/variables.index`);
    return refusal(await fetchArtifact(bench, digest), "differs from the manifest");
  });
  await report.step("artifact", "refused when the manifest was replaced", async () => {
    await s3(bench, "cp", join(bench.directory, "poison"), `${prefix}/SHA256SUMS`);
    return refusal(await fetchArtifact(bench, digest), "is not the manifest with digest");
  });
}

/** The lines of the guide that make the manifest, so that the guide is proven and not a copy of it. */
function publishingCommands(): string {
  const guide = readFileSync(resolve(__dirname, "../docs/guides/first-deployment.md"), "utf8");
  const command = /^find \. .*SHA256SUMS$/m.exec(guide)?.[0];
  if (command === undefined) throw new Error("the guide no longer says how the manifest is made");
  return command;
}

async function fetchArtifact(bench: Bench, digest: string): Promise<CommandResult> {
  const stack = new HardenedStack(new App({ outdir: join(bench.directory, "out") }), "artifact", OWNER);
  const artifact = aws.SecureModelBucket.fromBucketName(stack, "models", BUCKET).artifact("resnet/v3", {
    format: ModelFormat.SAVED_MODEL,
    sha256: digest,
  });
  const script = fetchScript(artifact).replaceAll("/tmp/", `${bench.directory}/`);
  const environment = fetchEnvironment(artifact, join(bench.directory, "fetched"));
  return shell(bench, script, bench.directory, environment, false);
}

async function proveState(bench: Bench, terraform: string, report: Report): Promise<void> {
  const directory = join(bench.directory, "state");
  const run = (...args: string[]) =>
    runCommand(terraform, args, {
      directory,
      environment: {
        ...terraformEnvironment(writeCliConfiguration(directory, directory), bench.moto.endpoint),
        ...CREDENTIALS,
      },
      timeoutSeconds: 120,
    });
  mkdirSync(directory);
  writeFileSync(join(directory, "main.tf.json"), JSON.stringify(stateProgram(bench)));

  await report.step("state", "kept in the bucket, encrypted with the key", async () => {
    await s3(bench, "mb", `s3://${STATES}`);
    succeed(await run("init", "-no-color", "-input=false", "-backend-config=use_path_style=true"));
    succeed(await run("apply", "-no-color", "-input=false", "-auto-approve"));
    const head = await awsCommand(bench, "s3api", "head-object", "--bucket", STATES, "--key", STATE_KEY);
    const { ServerSideEncryption, SSEKMSKeyId } = JSON.parse(head.stdout);
    if (ServerSideEncryption !== "aws:kms" || SSEKMSKeyId !== KEY_ARN) throw new Error(head.stdout);
    return STATE_KEY;
  });
  await report.step("state", "a second run is kept out by the lock file", async () => {
    const lock = join(directory, "lock");
    writeFileSync(lock, JSON.stringify({ ID: "somebody-else", Operation: "apply", Who: "pipeline" }));
    await s3(bench, "cp", lock, `s3://${STATES}/${STATE_KEY}.tflock`);
    return refusal(await run("apply", "-no-color", "-input=false", "-auto-approve"), "Error acquiring the state lock");
  });
}

/** A program with the backend that `attach` synthesizes and one resource that needs no provider of a cloud. */
function stateProgram(bench: Bench): object {
  const stack = new HardenedStack(new App({ outdir: join(bench.directory, "out") }), "vision-cloud", OWNER);
  aws.SecureStateBackend.attach(stack, {
    bucketName: STATES,
    region: TEST_REGION,
    keyArn: KEY_ARN,
  });
  return {
    terraform: { backend: stack.toTerraform().terraform.backend },
    resource: { terraform_data: { proof: { input: 1 } } },
  };
}

function shell(
  bench: Bench,
  script: string,
  directory: string,
  environment: Record<string, string> = {},
  mustSucceed = true,
): Promise<CommandResult> {
  const run = runCommand("/bin/sh", ["-c", script], {
    directory,
    environment: { ...awsEnvironment(bench), ...environment },
    timeoutSeconds: 120,
  });
  return mustSucceed ? run.then(succeed) : run;
}

function s3(bench: Bench, ...args: string[]): Promise<CommandResult> {
  return awsCommand(bench, "s3", ...args);
}

async function awsCommand(bench: Bench, ...args: string[]): Promise<CommandResult> {
  return succeed(await runCommand(bench.aws, args, { environment: awsEnvironment(bench), timeoutSeconds: 120 }));
}

function awsEnvironment(bench: Bench): NodeJS.ProcessEnv {
  return cleanEnvironment({ ...CREDENTIALS, AWS_ENDPOINT_URL: bench.moto.endpoint, AWS_EC2_METADATA_DISABLED: "true" });
}

function succeed(result: CommandResult): CommandResult {
  if (result.status !== 0) throw new Error(result.stderr || result.stdout);
  return result;
}

/** The step holds when the command failed, and for the reason that was meant. */
function refusal({ status, stdout, stderr }: CommandResult, reason: string): string {
  if (status === 0) throw new Error(`it was accepted: ${stdout}`);
  const said = stdout + stderr;
  if (!said.includes(reason)) throw new Error(`it failed for another reason: ${said}`);
  return reason;
}

endEverythingOnExit();
main().then(
  (status) => {
    process.exitCode = status;
  },
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    process.exit(1);
  },
);
