// Compiles src with jsii into lib, from nothing: a file that was removed from src must not survive in lib.
// Then makes one file of the command, for reading two hundred small ones takes longer than most checks, and lets the clouds
// be loaded when they are used.
import { spawnSync } from "node:child_process";
import { chmodSync, readdirSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { build } from "esbuild";
import { loadLazily } from "./loading/rewrite.cjs";
import { buildPage } from "./page.mjs";

const COMMAND = "lib/cli";

/**
 * What few runs need: files of their own beside the command, each with all that it uses. What they give and take must be plain:
 * their classes are not those of the command.
 */
const APART = { "policy-frameworks": "src/cli/policy-frameworks.ts", "change-verbs": "src/cli/change-verbs.ts" };

/** The program of the page that `diff --format html` writes. */
const PAGE = join(COMMAND, "change-page.json");

/** What the bin loads on its own: itself, the version, the one file of almost everything else, and what stands apart. */
const KEPT = ["main.js", "version.js", "command.js", ...Object.keys(APART).map((name) => `${name}.js`)];

/** What is loaded when a stack is synthesized, or controls of a user's own are read. */
const JUDGING = ["stack-check", "custom-controls", "profiles"];
const KEPT_OF_POLICY = [...JUDGING, "index", "guardrails", "profile", "waiver", "stack-controls", "calendar"];

const jsii = createRequire(import.meta.url).resolve("jsii/bin/jsii");
rmSync("lib", { recursive: true, force: true });
const silenced = ["metadata/missing-dev-dependency", "language-compatibility/reserved-word"];
const { status } = spawnSync(
  process.execPath,
  [jsii, "--tsconfig", "tsconfig.json", ...silenced.map((code) => `--silence-warnings=${code}`)],
  // jsii calls Node 20 out of support; we support it all the same, see docs/decisions.
  { stdio: "inherit", env: { ...process.env, JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: "20" } },
);
if (status !== 0) process.exit(status ?? 1);

/** One file in the place of the many that jsii made. */
const ONE_FILE = {
  // jsii's own is replaced.
  allowOverwrite: true,
  bundle: true,
  platform: "node",
  target: "node20.19",
  format: "cjs",
  // The HCL parser reads its WASM from its own folder; YAML is loaded when there is any.
  external: ["@cdktf/hcl2json", "yaml", "cdktf", "constructs"],
  // Names stay, for the stacks of MODELKEEP_DEBUG.
  minifySyntax: true,
  minifyWhitespace: true,
  // Node reads all of a module that is imported for what it exports before it runs it: half a megabyte of it is required instead.
  supported: { "dynamic-import": false },
  legalComments: "eof",
  logLevel: "warning",
};

/** Half a megabyte a provider: files of their own, for most runs meet kinds of one or two. */
const SCHEMA_TABLE = /^\.\/(schema-(?:aws|google|kubernetes))$/;
const schemaTables = {
  name: "schema tables",
  setup({ onResolve }) {
    onResolve({ filter: SCHEMA_TABLE }, ({ path }) => ({
      path: path.replace(SCHEMA_TABLE, "../estate/$1"),
      external: true,
    }));
  },
};

const apart = {
  name: "apart",
  setup({ onResolve }) {
    onResolve({ filter: new RegExp(`/(?:${Object.keys(APART).join("|")})$`) }, ({ path, kind }) =>
      kind === "dynamic-import" ? { path: `./${path.split("/").at(-1)}.js`, external: true } : undefined,
    );
  },
};

await build({
  ...ONE_FILE,
  entryPoints: ["src/cli/command.ts"],
  outfile: join(COMMAND, "command.js"),
  plugins: [apart, schemaTables],
});
for (const [name, entry] of Object.entries(APART)) {
  await build({ ...ONE_FILE, entryPoints: [entry], outfile: join(COMMAND, `${name}.js`), plugins: [schemaTables] });
}
for (const file of readdirSync(COMMAND)) {
  if (!KEPT.includes(file)) rmSync(join(COMMAND, file));
}

await buildPage(PAGE);
rmSync("lib/change", { recursive: true });

// What a stack asks at synthesis: one file each, with what they share with the constructs left where it is, once.
const core = join(process.cwd(), "src", "core");
const shared = {
  name: "shared",
  setup({ onResolve }) {
    onResolve({ filter: /\/core\/|^\.\/stack-controls$/ }, ({ path, resolveDir }) => {
      const file = join(resolveDir, path);
      return path === "./stack-controls"
        ? { path, external: true }
        : file.startsWith(core)
          ? { path: `..${file.slice(core.length - "/core".length)}`, external: true }
          : undefined;
    });
  },
};
for (const entry of JUDGING) {
  await build({
    ...ONE_FILE,
    entryPoints: [`src/policy/${entry}.ts`],
    outfile: `lib/policy/${entry}.js`,
    plugins: [shared, schemaTables],
  });
}
for (const file of readdirSync("lib/estate")) {
  const name = file.replace(/\.js$/, "");
  if (!SCHEMA_TABLE.test(`./${name}`)) {
    rmSync(join("lib/estate", file), { recursive: true });
  } else {
    // Without the source map, which holds the table once more.
    await build({ ...ONE_FILE, entryPoints: [`src/estate/${name}.ts`], outfile: join("lib/estate", file) });
  }
}
for (const file of readdirSync("lib/policy")) {
  if (!KEPT_OF_POLICY.some((name) => file === `${name}.js` || file === `${name}.d.ts`)) {
    rmSync(join("lib/policy", file), { recursive: true });
  }
}
loadLazily(".");
// npm does it when it installs; whoever links or unpacks the package gets it too.
chmodSync(join(COMMAND, "main.js"), 0o755);
