import { join } from "node:path";
import { goTool, goToolWithFiles, ownGoTool, pythonTool, type Tool } from "./tool";

/** Judges structured files by policies in Rego. */
export const CONFTEST = goTool("conftest", "github.com/open-policy-agent/conftest", "0.71.1", ["--version"]);

/** The engine of Rego. */
export const OPA = goTool("opa", "github.com/open-policy-agent/opa", "1.21.1", ["version"]);

/** A scanner with a catalogue of its own. */
export const CHECKOV = pythonTool("checkov", "3.3.30", ["--version"]);

/** Renders charts. */
export const HELM = goTool("helm", "helm.sh/helm/v3/cmd/helm", "3.17.0", ["version", "--short"]);

/** A Terraform provider that serves the schema of another, see docs/decisions/0008-stand-in-providers.md. */
export const STAND_IN = ownGoTool("stand-in", join(__dirname, "..", "terraform", "stand-in"), ["--version"]);

/** A scanner whose checks are built into it. It needs an experiment of Go 1.25, which is not on by default. */
export const TRIVY = goTool("trivy", "github.com/aquasecurity/trivy/cmd/trivy", "0.67.2", ["--version"], {
  GOEXPERIMENT: "jsonv2",
});

/** A scanner whose queries stand beside its program. */
export const KICS = goToolWithFiles("kics", "github.com/Checkmarx/kics/v2", "2.1.16", ["version"], {
  program: "cmd/console",
  files: { "kics-assets/queries": "assets/queries", "kics-assets/libraries": "assets/libraries" },
});

export const TOOLS: readonly Tool[] = [CONFTEST, OPA, CHECKOV, HELM];
