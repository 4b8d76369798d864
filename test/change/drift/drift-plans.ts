import { driftEntries } from "../../../src/change/drift/drift";
import type { DriftEntry, DriftThreshold } from "../../../src/change/drift/drift-report";
import { driftReportOf } from "../../../src/change/drift/drift-summary";
import { type DriftReading, readDrift } from "../../../src/change/drift/plan-drift";
import { exposureOf } from "../../../src/change/exposure/exposure";
import { findingChangesOf } from "../../../src/change/finding-changes";
import { blastRadiusOf } from "../../../src/change/graph/blast-radius";
import { permissionsOf } from "../../../src/change/permissions/permissions";
import { judge } from "../../../src/policy/engine";
import { Profile } from "../../../src/policy/profile";
import { controlsIn } from "../../../src/policy/profiles";
import { type WaiverRecord, WaiverSet } from "../../../src/policy/waiver-set";

/** A resource of a test's state: as it was, and as it is where that is another thing. */
export interface Stated {
  readonly address: string;
  readonly was: Readonly<Record<string, unknown>>;

  /** Undefined when it did not drift, null when it is gone. */
  readonly is?: Readonly<Record<string, unknown>> | null;

  /** What the code sets; by default all that it was, as constants. */
  readonly code?: Readonly<Record<string, unknown>> | null;
  readonly sensitive?: Readonly<Record<string, unknown>>;
  readonly previousAddress?: string;
}

const typeOf = (address: string): string => address.split(".").at(-2) ?? "";
const nameOf = (address: string): string => address.split(".").at(-1)?.replace(/\[.*$/, "") ?? "";
const constant = (value: unknown): object => ({ constant_value: value });

/** What `terraform show -json` writes of a plan of -refresh-only. */
export function driftPlan(resources: readonly Stated[], members: object = {}): Record<string, unknown> {
  const identity = ({ address }: Stated) => ({
    address,
    mode: "managed",
    type: typeOf(address),
    name: nameOf(address),
  });
  return structuredClone({
    format_version: "1.2",
    terraform_version: "1.11.4",
    planned_values: { root_module: {} },
    resource_drift: resources
      .filter(({ is, previousAddress }) => is !== undefined || previousAddress !== undefined)
      .map((resource) => ({
        ...identity(resource),
        ...(resource.previousAddress === undefined ? {} : { previous_address: resource.previousAddress }),
        change: {
          actions: [resource.is === null ? "delete" : resource.is === undefined ? "no-op" : "update"],
          before: resource.was,
          after: resource.is === undefined ? resource.was : resource.is,
          after_unknown: {},
          before_sensitive: resource.sensitive ?? {},
          after_sensitive: resource.is === null ? false : (resource.sensitive ?? {}),
        },
      })),
    prior_state: {
      format_version: "1.0",
      values: {
        root_module: {
          resources: resources
            .filter(({ is }) => is !== null)
            .map((resource) => ({
              ...identity(resource),
              values: resource.is ?? resource.was,
              sensitive_values: resource.sensitive ?? {},
            })),
        },
      },
    },
    configuration: {
      root_module: {
        resources: resources
          .filter(({ code }) => code !== null)
          .map((resource) => ({
            ...identity(resource),
            address: resource.address.replace(/\[.*$/, ""),
            expressions:
              resource.code ??
              Object.fromEntries(Object.entries(resource.was).map(([name, value]) => [name, constant(value)])),
          })),
      },
    },
    applyable: true,
    complete: true,
    errored: false,
    ...members,
  });
}

export function readingOf(plan: unknown): DriftReading {
  return readDrift([{ file: "plan.json", json: plan }]);
}

const CONTROLS = controlsIn(Profile.BASELINE);

/** All of the catalogue, and all that tells of a change. */
export function entriesOf(plan: unknown, waivers: readonly WaiverRecord[] = []): readonly DriftEntry[] {
  const options = (ids: ReadonlySet<string>) => ({
    controls: CONTROLS.filter(({ id }) => ids.has(id)),
    waivers: new WaiverSet(waivers, "2026-11-21"),
  });
  return driftEntries(readingOf(plan), {
    judge: (estate, ids) => {
      const { findings, undecided, waived } = judge(estate, options(ids));
      return [...findings, ...undecided, ...waived];
    },
    exposure: exposureOf,
    permissions: permissionsOf,
    blastRadius: blastRadiusOf,
    findings: (sides) =>
      findingChangesOf(sides, { controls: CONTROLS, waivers: () => new WaiverSet(waivers, "2026-11-21") }),
  });
}

export function reportOf(plan: unknown, options: { failOn?: DriftThreshold; onlyRelevant?: boolean } = {}) {
  return driftReportOf(readingOf(structuredClone(plan)), entriesOf(structuredClone(plan)), {
    version: "0.0.0",
    inputs: ["plan.json"],
    failOn: options.failOn ?? "outage",
    onlyRelevant: options.onlyRelevant ?? false,
  });
}
