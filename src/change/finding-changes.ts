import type { Estate } from "../estate/estate";
import type { Control } from "../policy/control";
import { judge, stillAsks } from "../policy/engine";
import type { Finding } from "../policy/judgement";
import type { WaiverSet } from "../policy/waiver-set";
import type { FindingChanges } from "./report";
import { addressKey, type ResourceChange, type Sides } from "./sides";

/** How both sides are judged. */
export interface FindingOptions {
  readonly controls: readonly Control[];

  /** The waivers that count for a side: those of its own metadata, and those of the files. */
  readonly waivers: (estate: Estate) => WaiverSet;
}

/** Findings of `modelkeep check` that the change makes or takes away. A control is found once a resource, whatever it says. */
export function findingChangesOf(
  { before, after, changes }: Pick<Sides, "before" | "after" | "changes">,
  { controls, waivers }: FindingOptions,
): FindingChanges {
  const is = judge(after, { controls, waivers: waivers(after) });
  if (changes.length === 0) {
    return { added: [], fixed: [], gone: [], waived: [], undecided: [], unchanged: is.findings.length };
  }
  const was = judge(before, { controls, waivers: waivers(before) });
  const [found, undecided] = [identities(was.findings), identities(was.undecided)];
  const waived = identities(was.waived);
  const destroyed = new Set(
    changes.flatMap(({ root, address, action }) => (action === "destroy" ? [addressKey(root, address)] : [])),
  );
  const still = identities([...is.findings, ...is.waived, ...is.undecided]);
  const hidden = new Set(
    changes.flatMap((change) => (hidesMore(change) ? [addressKey(change.root, change.address)] : [])),
  );
  const asked = new Map(controls.map((control) => [control.id, control]));
  const isMended = (finding: Finding): boolean => {
    const control = asked.get(finding.control);
    return !isGoneWith(finding, destroyed) && control !== undefined && stillAsks(control, after, finding);
  };
  const absent = was.findings.filter((finding) => !still.has(identityOf(finding)));
  const fixed = new Set(absent.filter(isMended));
  return {
    added: is.findings.filter((finding) => !found.has(identityOf(finding))),
    fixed: [...fixed],
    gone: absent.filter((finding) => !fixed.has(finding)),
    waived: is.waived.filter((finding) => !waived.has(identityOf(finding))),
    undecided: is.undecided.filter((finding) => {
      const identity = identityOf(finding);
      // What nobody can see may be worse than what nobody could see before.
      const isHidden = hidden.has(addressKey(finding.root, finding.resource));
      return !found.has(identity) && (isHidden || !undecided.has(identity));
    }),
    unchanged: is.findings.filter((finding) => found.has(identityOf(finding))).length,
  };
}

/** Whether an update sets something that is not to be seen. */
function hidesMore(change: ResourceChange): boolean {
  return change.action === "update" && change.attributes.some(({ after }) => after?.hidden === "sensitive");
}

/** Who takes a resource away has not mended it. */
function isGoneWith({ root, resource }: Finding, destroyed: ReadonlySet<string>): boolean {
  return destroyed.has(addressKey(root, resource));
}

function identities(findings: readonly Finding[]): ReadonlySet<string> {
  return new Set(findings.map(identityOf));
}

function identityOf({ control, root, resource, kind, namespace }: Finding): string {
  return [control, root, resource, kind, namespace ?? ""].join("\u0000");
}
