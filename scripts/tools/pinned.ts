import { join } from "node:path";
import { goTool, ownGoTool, pythonTool, type Tool } from "./tool";

/** Judges structured files by policies in Rego. */
export const CONFTEST = goTool("conftest", "github.com/open-policy-agent/conftest", "0.71.1", ["--version"]);

/** The engine of Rego. */
export const OPA = goTool("opa", "github.com/open-policy-agent/opa", "1.21.1", ["version"]);

/** A scanner with a catalogue of its own. */
export const CHECKOV = pythonTool("checkov", "3.2.495", ["--version"]);

/** Renders charts. */
export const HELM = goTool("helm", "helm.sh/helm/v3/cmd/helm", "3.17.0", ["version", "--short"]);

/** A Terraform provider that serves the schema of another, see docs/decisions/0008-stand-in-providers.md. */
export const STAND_IN = ownGoTool("stand-in", join(__dirname, "..", "terraform", "stand-in"), ["--version"]);

export const TOOLS: readonly Tool[] = [CONFTEST, OPA, CHECKOV, HELM];
