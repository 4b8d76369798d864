import { spawnSync } from "node:child_process";
import { chmodSync, cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { MAIN } from "./cli";

const ROOT = join(__dirname, "../..");
const TSX = createRequire(__filename).resolve("tsx/cli");

/** A fenced block, from its opening line to its closing one. */
const FENCE = /^```(\w+)\n([\s\S]*?)^```$/gm;

/** What became of a guide that was followed to the letter. */
export interface ReplayedGuide {
  /** The guide with what its commands really print. */
  readonly text: string;

  /** Each command that was run, with the code that it ended with. */
  readonly commands: readonly { readonly command: string; readonly code: number | null }[];

  /** The program that its blocks make up in the end. */
  readonly program: string;
}

/**
 * Follows a guide as a reader would, in an empty folder: `ts` blocks are added to main.ts before its last line, `sh` blocks are
 * run, and the `text` block that follows one is what it prints. Installing is taken as done: commands of npm are passed over.
 */
export function replay(page: string): ReplayedGuide {
  mkdirSync(join(ROOT, ".cache"), { recursive: true });
  const folder = mkdtempSync(join(ROOT, ".cache", "guide-"));
  try {
    return new Reader(folder).follow(readFileSync(join(ROOT, page), "utf8"));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const LAST_LINE = "app.synth();\n";

class Reader {
  private readonly commands: { command: string; code: number | null }[] = [];
  private program = "";
  private printed: string | undefined;

  constructor(private readonly folder: string) {
    const packed = join(folder, "node_modules", "modelkeep", "examples");
    cpSync(join(ROOT, "examples", "tfserving-gke", "before"), join(packed, "tfserving-gke", "before"), {
      recursive: true,
    });
    mkdirSync(join(folder, "bin"));
    writeFileSync(join(folder, "bin", "npx"), NPX);
    chmodSync(join(folder, "bin", "npx"), 0o755);
  }

  public follow(text: string): ReplayedGuide {
    const replayed = text.replaceAll(FENCE, (block: string, language: string, body: string) =>
      language === "text" ? this.shown(body) : this.done(block, language, body),
    );
    return { text: replayed, commands: this.commands, program: this.program + LAST_LINE };
  }

  private shown(expected: string): string {
    const printed = this.printed ?? expected;
    this.printed = undefined;
    return `\`\`\`text\n${printed}\`\`\``;
  }

  private done(block: string, language: string, body: string): string {
    this.printed = undefined;
    if (language === "ts") {
      this.program += body.endsWith(LAST_LINE) ? body.slice(0, -LAST_LINE.length) : body;
      writeFileSync(join(this.folder, "main.ts"), this.program + LAST_LINE);
    } else if (language === "sh") {
      this.printed = body.startsWith("npm ") ? undefined : this.run(body);
    }
    return block;
  }

  private run(command: string): string {
    const { NO_COLOR: _, FORCE_COLOR: __, ...env } = process.env;
    const { status, stdout, stderr } = spawnSync("sh", ["-c", command], {
      cwd: this.folder,
      encoding: "utf8",
      env: {
        ...env,
        PATH: [join(this.folder, "bin"), env.PATH].join(delimiter),
        GUIDE_NODE: process.execPath,
        GUIDE_TSX: TSX,
        GUIDE_TSCONFIG: join(ROOT, "examples", "tsconfig.json"),
        GUIDE_MODELKEEP: MAIN,
      },
    });
    this.commands.push({ command: command.trim(), code: status });
    return stdout + stderr;
  }
}

/** What npx finds in a project that has modelkeep and tsx. */
const NPX = `#!/bin/sh
name=$1
shift
case $name in
  modelkeep) exec "$GUIDE_NODE" "$GUIDE_MODELKEEP" "$@" ;;
  tsx) exec "$GUIDE_NODE" "$GUIDE_TSX" --tsconfig "$GUIDE_TSCONFIG" "$@" ;;
  *) echo "npx: $name is not installed" >&2; exit 127 ;;
esac
`;
