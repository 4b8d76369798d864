import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Report } from "../terraform/report";
import { ConsumerProject, PROVIDERS, TEMPLATE_OPTIONS, testedVersion } from "./consumer-project";
import { soundTypes } from "./declarations";
import { CLOUDS, type Cloud, describe, readStack } from "./synthesized";

const BUCKETS: Record<Cloud, readonly string[]> = {
  aws: ["aws_kms_key", "aws_s3_bucket", "aws_s3_bucket_policy"],
  google: ["google_kms_crypto_key", "google_storage_bucket", "google_storage_bucket_iam_member"],
};

/** Proves that a consumer needs the provider of its own cloud alone, and hears which one it lacks when it asks for another. */
export async function proveOneCloud(report: Report, directory: string, tarball: string): Promise<void> {
  for (const cloud of CLOUDS) {
    const name = `${cloud}-alone`;
    const provider = `@cdktf/provider-${cloud}`;
    const setup = {
      name,
      compilerOptions: TEMPLATE_OPTIONS,
      programs: [`${name}.ts`],
      providers: [provider],
    };
    const project = new ConsumerProject(directory, setup);
    const ready =
      (await report.step(name, "install without the other providers", async () => {
        await project.install(tarball);
        const installed = PROVIDERS.filter((each) => existsSync(join(project.directory, "node_modules", each)));
        if (installed.join() !== provider) throw new Error(`installed: ${installed.join(", ")}`);
        return provider;
      })) &&
      (await report.step(name, "compile; modelkeep's types need no skipLibCheck", async () =>
        // Written all the same when others' declarations have errors.
        soundTypes(project, { noEmit: false, noEmitOnError: false }),
      ));
    if (!ready) continue;
    await report.step(name, `run ${name}.js, which asks for the other cloud at last`, async () => {
      const outdir = join(project.directory, "cdktf.out");
      const printed = await project.start(`${name}.js`, outdir);
      const expected = `Error: ${missing(CLOUDS.find((other) => other !== cloud) ?? cloud)}`;
      if (printed.trim() !== expected) throw new Error(`it printed\n${printed}instead of\n${expected}`);
      return describe({ cloud: readStack(outdir, "cloud", project.directory, BUCKETS[cloud]) });
    });
  }
}

function missing(cloud: Cloud): string {
  const provider = `@cdktf/provider-${cloud}`;
  const install = `npm install --save-exact ${provider}@${testedVersion(provider)}`;
  return `modelkeep/${cloud} needs the package ${provider}, which is not installed: ${install}`;
}
