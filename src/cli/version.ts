import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** Version of the package that this file lies in. */
export function version(): string {
  for (let folder = __dirname; folder !== dirname(folder); folder = dirname(folder)) {
    const file = join(folder, "package.json");
    if (existsSync(file)) {
      const found: { readonly name?: unknown; readonly version?: unknown } = JSON.parse(readFileSync(file, "utf8"));
      if (found.name === "modelkeep") {
        return String(found.version);
      }
    }
  }
  throw new Error("the package.json of modelkeep is missing");
}
