import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { type CompilerOptions, ModuleKind, ScriptTarget, transpileModule } from "typescript";
import { folderOf, removeFolders } from "./support/folder";

const ROOT = resolve(__dirname, "..");
const MODULES = join(ROOT, "node_modules");
const LOADED_FILES = join(ROOT, "scripts/consumer/loaded-files.cjs");
const REWRITE = join(ROOT, "scripts/loading/rewrite.cjs");

/** As jsii compiles; types are checked elsewhere. */
const COMPILER_OPTIONS: CompilerOptions = { module: ModuleKind.CommonJS, target: ScriptTarget.ES2022 };

const PROVIDERS = ["@cdktf/provider-aws", "@cdktf/provider-google", "@cdktf/provider-kubernetes"];
const CLOUDS = ["aws", "google", "kubernetes"];
const NAMESPACES = [...CLOUDS, "policy"];

// Every test starts a process or two of Node.
jest.setTimeout(60_000);

/** What a program did. */
interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;

  /** Every file that it loaded, with slashes, beginning at the last `node_modules/` of its path. */
  readonly loaded: readonly string[];
}

/** A project with the package, as it is built from the sources of this repository, and with some of its peers. */
class Project {
  constructor(
    public readonly directory: string,
    compiled: string,
    providers: readonly string[],
  ) {
    cpSync(compiled, join(directory, "node_modules/modelkeep"), { recursive: true });
    for (const name of ["cdktf", "constructs", ...providers]) {
      const link = join(directory, "node_modules", name);
      mkdirSync(dirname(link), { recursive: true });
      symlinkSync(join(MODULES, name), link, "dir");
    }
  }

  /** Runs a program: an ES module, or CommonJS when the file says so. */
  public run(text: string, file = "main.mjs"): Run {
    const log = join(this.directory, "loaded.json");
    writeFileSync(join(this.directory, file), text);
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--require", LOADED_FILES, file], {
      cwd: this.directory,
      encoding: "utf8",
      env: { ...process.env, LOADED_FILES: log, NODE_OPTIONS: "" },
    });
    const files: string[] = JSON.parse(readFileSync(log, "utf8"));
    return { status, stdout, stderr, loaded: files.map((path) => path.replace(/^.*[\\/]node_modules[\\/]/, "")) };
  }
}

describe("the package, compiled from the sources and loaded as users load it", () => {
  let everything: Project;
  let awsAlone: Project;
  let googleAlone: Project;

  beforeAll(() => {
    const folder = folderOf({});
    const compiled = join(folder, "compiled");
    compilePackage(compiled);
    everything = new Project(join(folder, "everything"), compiled, PROVIDERS);
    awsAlone = new Project(join(folder, "aws-alone"), compiled, ["@cdktf/provider-aws"]);
    googleAlone = new Project(join(folder, "google-alone"), compiled, ["@cdktf/provider-google"]);
  }, 120_000);

  afterAll(removeFolders);

  describe.each(CLOUDS)("modelkeep/%s", (cloud) => {
    test.each([
      ["by its own entry point", `import * as ${cloud} from "modelkeep/${cloud}";`],
      ["as a namespace of modelkeep", `import { ${cloud} } from "modelkeep";`],
    ])("loads its own provider, no other cloud's and no barrel, %s", (_how, statement) => {
      const { status, stderr, loaded } = everything.run(
        `${statement}\nfor (const name of Object.keys(${cloud})) if (${cloud}[name] === undefined) throw name;`,
      );
      expect([status, stderr]).toEqual([0, ""]);
      expect(loaded).toContain(`modelkeep/lib/${cloud}/index.js`);
      expect(partsOf(loaded)).toEqual([cloud]);
      expect(providersOf(loaded)).toEqual([`@cdktf/provider-${cloud}`]);
      expect(loaded.filter((file) => /^@cdktf\/provider-[a-z]+\/lib\/index\.js$/.test(file))).toEqual([]);
    });
  });

  test.each(["modelkeep", "modelkeep/core", "modelkeep/errors", "modelkeep/policy"])(
    "%s loads no cloud before one is used",
    (entryPoint) => {
      const { status, stderr, loaded } = everything.run(`import * as all from "${entryPoint}"; Object.keys(all);`);
      expect([status, stderr]).toEqual([0, ""]);
      expect(loaded).toContain("modelkeep/lib/core/errors.js");
      expect(partsOf(loaded)).toEqual([]);
      expect(providersOf(loaded)).toEqual([]);
    },
  );

  test.each([
    ["an ES module", "main.mjs", (names: string) => `import { ${names} } from "modelkeep";`],
    ["CommonJS", "main.cjs", (names: string) => `const { ${names} } = require("modelkeep");`],
  ])("the namespaces have the names of their entry points, and the same classes, in %s", (_kind, file, importing) => {
    const { stdout, stderr } = everything.run(
      `${importing(`HardenedStack, ${NAMESPACES.join(", ")}`)}
      const load = ${file === "main.cjs" ? "require" : '(await import("node:module")).createRequire(import.meta.url)'};
      const spaces = { ${NAMESPACES.join(", ")} };
      const differ = Object.entries(spaces).flatMap(([space, members]) => {
        const own = load("modelkeep/" + space);
        const names = Object.keys({ ...own, ...members });
        return names.filter((name) => !(name in own) || own[name] !== members[name]).map((name) => space + "." + name);
      });
      const sizes = Object.values(spaces).map((members) => Object.keys(members).length);
      console.log(JSON.stringify({ differ, empty: sizes.includes(0), core: typeof HardenedStack }));`,
      file,
    );
    expect(stderr).toBe("");
    expect(JSON.parse(stdout)).toEqual({ differ: [], empty: false, core: "function" });
  });

  describe("a provider that is not installed", () => {
    test.each([
      ["aws", () => awsAlone],
      ["google", () => googleAlone],
    ])("is not missed by who uses %s alone", (cloud, project) => {
      const { status, stderr, stdout } = project().run(
        `import { ${CLOUDS.join(", ")} } from "modelkeep"; console.log(typeof ${cloud}.ModelKey);`,
      );
      expect([status, stderr, stdout]).toEqual([0, "", "function\n"]);
    });

    test.each([
      ["google", "a namespace", "main.mjs", 'import { google } from "modelkeep";\ngoogle.ModelKey;'],
      ["google", "a namespace", "main.cjs", 'const { google } = require("modelkeep");\ngoogle.ModelKey;'],
      ["google", "an entry point", "main.mjs", 'import { ModelKey } from "modelkeep/google";\nModelKey;'],
      ["google", "an entry point", "main.cjs", 'const { ModelKey } = require("modelkeep/google");\nModelKey;'],
      ["kubernetes", "a namespace", "main.mjs", 'import { kubernetes } from "modelkeep";\nkubernetes.Caller;'],
      ["kubernetes", "an entry point", "main.cjs", 'require("modelkeep/kubernetes");'],
    ])("is named with its version: modelkeep/%s as %s in %s", (cloud, _how, file, text) => {
      const { status, stderr } = awsAlone.run(text, file);
      expect(status).toBe(1);
      expect(errorOf(stderr)).toBe(missing(cloud));
      expect(stderr).not.toMatch(/Require stack|at .*(?:node:internal|node_modules)/);
    });

    test("is named with its version: modelkeep/aws", () => {
      const { status, stderr } = googleAlone.run('import { aws } from "modelkeep";\naws.ModelKey;');
      expect(status).toBe(1);
      expect(errorOf(stderr)).toBe(missing("aws"));
    });

    test("names the user's own line", () => {
      const { stderr } = awsAlone.run('const { google } = require("modelkeep");\n\ngoogle.ModelKey;', "main.cjs");
      expect(stderr).toContain(`${join("aws-alone", "main.cjs")}:3:8`);
    });

    test("can be asked for on trial", () => {
      const { stdout } = awsAlone.run(
        'try { require("modelkeep/google"); } catch (error) { console.log(error.code); }',
        "main.cjs",
      );
      expect(stdout).toBe("MODULE_NOT_FOUND\n");
    });
  });
});

/** Compiles the sources file by file and rewrites them as the build does. */
function compilePackage(directory: string): void {
  for (const file of readdirSync(join(ROOT, "src"), { recursive: true, encoding: "utf8" })) {
    if (!/^(?:index|(?:aws|core|estate|google|kubernetes|policy)[\\/].*)\.ts$/.test(file)) continue;
    const output = join(directory, "lib", file.replace(/\.ts$/, ".js"));
    const source = readFileSync(join(ROOT, "src", file), "utf8");
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, transpileModule(source, { compilerOptions: COMPILER_OPTIONS }).outputText);
  }
  cpSync(join(ROOT, "package.json"), join(directory, "package.json"));
  // The names of the namespaces are read from the modules themselves.
  symlinkSync(MODULES, join(directory, "node_modules"), "dir");
  const { status, stderr } = spawnSync(
    process.execPath,
    ["-e", `require(${JSON.stringify(REWRITE)}).loadLazily(${JSON.stringify(directory)})`],
    { encoding: "utf8" },
  );
  if (status !== 0) throw new Error(stderr);
  rmSync(join(directory, "node_modules"));
}

/** Clouds of which a file of Modelkeep's was loaded. */
function partsOf(loaded: readonly string[]): string[] {
  return CLOUDS.filter((cloud) => loaded.some((file) => file.startsWith(`modelkeep/lib/${cloud}/`)));
}

function providersOf(loaded: readonly string[]): string[] {
  return PROVIDERS.filter((provider) => loaded.some((file) => file.startsWith(`${provider}/`)));
}

/** The line of an uncaught error that says what is wrong; Node puts it in brackets when no line of the user's is to blame. */
function errorOf(stderr: string): string | undefined {
  return /^\[?(Error: .*?)\]?$/m.exec(stderr)?.[1];
}

function missing(cloud: string): string {
  const { devDependencies } = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const provider = `@cdktf/provider-${cloud}`;
  const install = `npm install --save-exact ${provider}@${devDependencies[provider]}`;
  return `Error: modelkeep/${cloud} needs the package ${provider}, which is not installed: ${install}`;
}
