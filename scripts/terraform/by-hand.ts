import { cleanEnvironment, TEST_REGION } from "./environment";
import { runCommand } from "./process";

const CREDENTIALS = { AWS_ACCESS_KEY_ID: "fake", AWS_SECRET_ACCESS_KEY: "fake", AWS_DEFAULT_REGION: TEST_REGION };

/** Somebody with the AWS command-line tool, who does not tell Terraform. */
export class Hand {
  constructor(
    private readonly aws: string,
    private readonly endpoint: string,
  ) {}

  public async deletePublicAccessBlock(bucket: string): Promise<void> {
    await this.run("s3api", "delete-public-access-block", "--bucket", bucket);
  }

  public async suspendVersioning(bucket: string): Promise<void> {
    const configuration = ["--versioning-configuration", "Status=Suspended"];
    await this.run("s3api", "put-bucket-versioning", "--bucket", bucket, ...configuration);
  }

  /** Writes another policy in the place of one that Terraform wrote. */
  public async widenRole(role: string, policy: string, action: string): Promise<void> {
    const statement = { Effect: "Allow", Action: action, Resource: "*" };
    const document = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
    const named = ["--role-name", role, "--policy-name", policy];
    await this.run("iam", "put-role-policy", ...named, "--policy-document", document);
  }

  public async attach(role: string, policyArn: string): Promise<void> {
    await this.run("iam", "attach-role-policy", "--role-name", role, "--policy-arn", policyArn);
  }

  public async detach(role: string, policyArn: string): Promise<void> {
    await this.run("iam", "detach-role-policy", "--role-name", role, "--policy-arn", policyArn);
  }

  public async tagRole(role: string, key: string, value: string): Promise<void> {
    await this.run("iam", "tag-role", "--role-name", role, "--tags", `Key=${key},Value=${value}`);
  }

  public async deleteLogGroup(name: string): Promise<void> {
    await this.run("logs", "delete-log-group", "--log-group-name", name);
  }

  private async run(...args: readonly string[]): Promise<void> {
    const { status, stderr } = await runCommand(this.aws, ["--endpoint-url", this.endpoint, ...args], {
      environment: cleanEnvironment(CREDENTIALS),
      timeoutSeconds: 60,
    });
    if (status !== 0)
      throw new Error(`aws ${args.slice(0, 2).join(" ")}: exit ${status ?? "by signal"}: ${stderr.trim()}`);
  }
}
