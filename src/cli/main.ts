#!/usr/bin/env node
import { setFlagsFromString } from "node:v8";
import { version } from "./version";

/** Answered before anything is loaded: it is asked by scripts, often. */
function isVersionAsked(): boolean {
  const [asked, ...rest] = process.argv.slice(2);
  return rest.length === 0 && (asked === "--version" || asked === "-V");
}

/** One line and exit code 2, for what nobody foresaw. Nothing goes on after it, so that no verdict can follow. */
function fail(error: unknown): void {
  const reason = (error instanceof Error ? error.message : String(error)).replaceAll(/\s+/g, " ");
  const isDebugged = process.env.MODELKEEP_DEBUG === "1";
  const stack = isDebugged && error instanceof Error ? `${error.stack}\n` : "";
  const message = `internal error: ${reason}; please report it with what you ran (MODELKEEP_DEBUG=1 says more)\n`;
  process.exitCode = 2;
  process.stderr.write(message + stack, () => process.exit(2));
}

/** Who reads our output may stop reading (`| head`): that is no error, and the verdict stays. */
function endOutput(error: NodeJS.ErrnoException): void {
  if (error.code !== "EPIPE") {
    process.exitCode = 2;
    process.stderr.write(`error: standard output: cannot be written (${error.code ?? error.message})\n`);
  }
  process.exit();
}

process.stdout.on("error", endOutput);
process.stderr.on("error", () => process.exit());
process.on("uncaughtException", fail);
process.on("unhandledRejection", fail);

/**
 * A check runs much code a little: Node 20 spends two fifths of it on optimising what is hardly run again. Later versions
 * have no such flag, and say so on standard error.
 */
function optimiseLater(): void {
  if (process.versions.node.startsWith("20.")) {
    setFlagsFromString("--interrupt-budget=200000");
  }
}

if (isVersionAsked()) {
  process.stdout.write(`${version()}\n`);
} else {
  optimiseLater();
  import("./command").then(({ run }) => run(process.argv)).catch(fail);
}
