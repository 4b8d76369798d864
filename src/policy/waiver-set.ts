import { InputError } from "../estate/input-error";
import type { Finding, WaivedFinding } from "./judgement";

/** An accepted finding: which, where, why, by whom, until when. */
export interface WaiverRecord {
  /** Id of the control. */
  readonly control: string;

  /** Exact address of the resource, or `Kind/name` of a manifest. */
  readonly resource?: string;

  /** Namespace of a manifest; when it is not given, the waiver holds for the name in every namespace. */
  readonly namespace?: string;

  /** Path of a construct: everything it made is covered. */
  readonly constructPath?: string;

  /** Root module that the waiver speaks of: a stack, or the path of a plan or a folder. */
  readonly root?: string;

  readonly reason: string;
  readonly owner: string;

  /** Last day on which the waiver counts, `YYYY-MM-DD`. */
  readonly expires: string;

  /** Where the waiver stands, for messages: `modelkeep.waivers.yaml:4`, or the construct path. */
  readonly source: string;

  /** File to name in errors. */
  readonly file: string;
}

/** What the waivers say about a finding. */
export type WaiverAnswer =
  | { readonly expired: false; readonly waiver: WaivedFinding["waiver"] }
  | { readonly expired: true; readonly note: string };

/** The waivers of a run, and which of them were used. */
export class WaiverSet {
  private readonly used = new Set<WaiverRecord>();

  /** Roots in which a waiver that names none was used. */
  private readonly roots = new Map<WaiverRecord, Set<string>>();
  private readonly byControl = new Map<string, WaiverRecord[]>();

  /**
   * @param records the waivers
   * @param today the day that expiry is judged against, `YYYY-MM-DD`; the expiry day itself still counts
   */
  constructor(
    private readonly records: readonly WaiverRecord[],
    private readonly today: string,
  ) {
    for (const record of records) {
      this.byControl.set(record.control, [...(this.byControl.get(record.control) ?? []), record]);
    }
  }

  /** The waiver that covers the finding, one that still counts before one that has expired; undefined without any. */
  public answer(finding: Finding): WaiverAnswer | undefined {
    const covering = this.byControl.get(finding.control)?.filter((record) => covers(record, finding)) ?? [];
    for (const record of covering) {
      this.used.add(record);
      this.roots.set(record, (this.roots.get(record) ?? new Set()).add(finding.root));
    }
    const valid = covering.find(({ expires }) => this.today <= expires);
    if (valid !== undefined) {
      const { reason, owner, expires, source } = valid;
      return { expired: false, waiver: { reason, owner, expires, source } };
    }
    const [expired] = covering;
    return (
      expired && {
        expired: true,
        note: `Its waiver (${expired.owner}: ${expired.reason}) expired on ${expired.expires}.`,
      }
    );
  }

  /**
   * Throws an InputError for the first waiver that names a control that is not there, or that waived nothing.
   *
   * @param known ids of all controls
   * @param asked ids of the controls of this run: a waiver for another one cannot be called unused
   */
  public requireUsed(known: ReadonlySet<string>, asked: ReadonlySet<string>): void {
    this.requireKnown(known);
    this.requireOneRoot();
    const unused = this.records.find((record) => asked.has(record.control) && !this.used.has(record));
    if (unused !== undefined) {
      throw new InputError(
        unused.file,
        `the waiver of ${unused.control} for ${target(unused)} (${unused.source}) waives nothing: ` +
          "the control holds there, or nothing is there; remove the waiver or mend its target",
      );
    }
  }

  /** An address says which resource only within a root module: the same one may stand in staging and in production. */
  private requireOneRoot(): void {
    for (const [record, roots] of this.roots) {
      if (record.root === undefined && record.constructPath === undefined && roots.size > 1) {
        throw new InputError(
          record.file,
          `the waiver of ${record.control} for ${target(record)} (${record.source}) would hold in ` +
            `${[...roots].join(" and ")}: say in which, with root`,
        );
      }
    }
  }

  /** Throws an InputError for the first waiver that names a control that is not there. */
  public requireKnown(known: ReadonlySet<string>): void {
    const unknown = this.records.find(({ control }) => !known.has(control));
    if (unknown !== undefined) {
      throw new InputError(
        unknown.file,
        `the waiver for ${target(unknown)} (${unknown.source}) names the control ${unknown.control}, which is not in the ` +
          "catalogue; ids are exact, see modelkeep policy list",
      );
    }
  }
}

function covers(record: WaiverRecord, finding: Finding): boolean {
  const { resource, namespace, constructPath, root } = record;
  if (root !== undefined && root !== finding.root) {
    return false;
  }
  if (resource !== undefined) {
    return finding.resource === resource && (namespace === undefined || finding.namespace === namespace);
  }
  if (constructPath === undefined) {
    return false;
  }
  if (finding.constructPath !== undefined) {
    return finding.constructPath === constructPath || finding.constructPath.startsWith(`${constructPath}/`);
  }
  return finding.root === constructPath;
}

function target({ resource, namespace, constructPath }: WaiverRecord): string {
  return constructPath ?? (namespace === undefined ? String(resource) : `${resource} in ${namespace}`);
}
