import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { PROVIDERS, readJson, run } from "./consumer-project";
import { INSECURE, SECURE_PLAN } from "./estates";
import { InstalledCommand, Status } from "./installed-command";

const HOOK = resolve(__dirname, "loaded-files.cjs");

/** Peers of the package: whoever only audits plans has none of them. */
const PEERS = ["cdktf", "constructs", ...PROVIDERS];

/** A project of somebody who audits plans: the tarball alone, without its peers. */
export async function installWithoutPeers(parent: string, tarball: string): Promise<string> {
  const directory = join(parent, "reviewer");
  mkdirSync(directory);
  const manifest = { name: "reviewer", private: true, dependencies: { modelkeep: `file:${tarball}` } };
  writeFileSync(join(directory, "package.json"), JSON.stringify(manifest));
  await run("npm", ["install", "--omit=peer", "--offline", "--no-audit", "--no-fund"], directory);
  const present = PEERS.filter((name) => existsSync(join(directory, "node_modules", name)));
  if (present.length > 0) throw new Error(`installed all the same: ${present.join(", ")}`);
  return directory;
}

/**
 * The command loads nothing of CDKTF, also where it is installed: it starts faster, and works where it is not.
 *
 * @param directory a project that has the peers
 */
export async function loadsNoPeer(directory: string): Promise<string> {
  const missing = PEERS.filter((name) => !existsSync(join(directory, "node_modules", name)));
  if (missing.length > 0) throw new Error(`proves nothing without ${missing.join(", ")}`);
  const seen: string[] = [];
  for (const [path, status] of [
    [SECURE_PLAN, Status.CLEAN],
    [INSECURE.hcl, Status.FINDINGS],
    [INSECURE.manifest, Status.FINDINGS],
  ] as const) {
    const files = await filesLoaded(directory, status, ["check", path]);
    const peers = files.filter((file) => PEERS.some((name) => file.includes(join("node_modules", name, "/"))));
    if (peers.length > 0) throw new Error(`check ${path} loads ${peers.length} files, as ${peers[0]}`);
    seen.push(`${path} ${files.length} files`);
  }
  return seen.join(", ");
}

async function filesLoaded(directory: string, status: Status, args: readonly string[]): Promise<readonly string[]> {
  const command = new InstalledCommand(directory);
  const log = join(directory, "loaded-files.json");
  await command.run(status, args, { NODE_OPTIONS: `--require=${HOOK}`, LOADED_FILES: log });
  const files: readonly string[] = readJson(log);
  if (!files.some((file) => file.endsWith(join("modelkeep", "lib", "cli", "main.js")))) {
    throw new Error(`the hook saw no main.js among ${files.length} files`);
  }
  return files;
}
