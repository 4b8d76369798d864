import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** The region that a copy runs in when the stack's own provider names none. */
export const TEST_REGION = "eu-west-1";

/** The account that moto answers with. */
export const TEST_ACCOUNT = "123456789012";

/** Nothing listens there: a call that would leave this machine is refused at once. */
const CLOSED_PROXY = "http://127.0.0.1:9";

/**
 * Terraform's CLI configuration: providers come from the mirror alone, never from the network.
 *
 * @returns the file written
 */
export function writeCliConfiguration(directory: string, mirror: string): string {
  const file = join(directory, "terraform.rc");
  writeFileSync(
    file,
    [
      "disable_checkpoint = true",
      "provider_installation {",
      `  filesystem_mirror {\n    path = ${JSON.stringify(mirror)}\n  }`,
      "}",
      "",
    ].join("\n"),
  );
  return file;
}

/**
 * The environment of every command: the caller's, without its AWS and Terraform settings, which could reach a real
 * account or change what a command does.
 */
export function cleanEnvironment(settings: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const inherited = Object.entries(process.env).filter(([name]) => !/^(AWS|TF|MOTO)_|_PROXY$/i.test(name));
  return {
    ...Object.fromEntries(inherited),
    HTTP_PROXY: CLOSED_PROXY,
    HTTPS_PROXY: CLOSED_PROXY,
    NO_PROXY: "127.0.0.1,localhost",
    ...settings,
  };
}

/**
 * The environment in which Terraform sees moto in place of AWS. The endpoint is set here and not service by service in
 * the provider block: the provider refuses a service's aliases beside one another, and a service that a list forgot
 * would call the real AWS.
 */
export function terraformEnvironment(cliConfiguration: string, endpoint: string | undefined): NodeJS.ProcessEnv {
  return cleanEnvironment({
    TF_CLI_CONFIG_FILE: cliConfiguration,
    TF_IN_AUTOMATION: "1",
    CHECKPOINT_DISABLE: "1",
    AWS_EC2_METADATA_DISABLED: "true",
    AWS_CONFIG_FILE: "/dev/null",
    AWS_SHARED_CREDENTIALS_FILE: "/dev/null",
    AWS_ENDPOINT_URL: endpoint ?? CLOSED_PROXY,
  });
}
