import type { Control } from "../control";
import { FIXES } from "../fixes/all";
import { EFFECTS } from "../fixes/effects";
import { EVERY_KIND, isManifestKind, ROOT_KIND } from "../scope";
import { fixInCdktf, fixInHcl, fixInYaml, type ShownSubject } from "./show-fix";

/** The fix of a control in the languages of what it judges: for manifests YAML, for the rest HCL and a program of CDKTF. */
export interface ControlFix {
  readonly yaml?: string;
  readonly hcl?: string;
  readonly cdktf?: string;

  /** What applying it does beyond what it writes. */
  readonly effect?: string;
}

/** What mends a finding of the control, for a resource called `example`; undefined for a control of a user's own. */
export function controlFix({ id, appliesTo }: Pick<Control, "id" | "appliesTo">): ControlFix | undefined {
  const fix = FIXES[id];
  if (fix === undefined) {
    return undefined;
  }
  const [kind = ROOT_KIND] = appliesTo;
  const subject: ShownSubject = { kind: kind === EVERY_KIND ? "example_resource" : kind, name: "example" };
  const effect = EFFECTS[id];
  const texts = isManifestKind(kind)
    ? { yaml: fixInYaml(fix, subject) }
    : { hcl: fixInHcl(fix, subject), cdktf: fixInCdktf(fix, subject) };
  return effect === undefined ? texts : { ...texts, effect };
}
