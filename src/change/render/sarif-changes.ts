import type { Category, Severity } from "../../policy/control";
import type { Finding } from "../../policy/judgement";
import type { ChangeReport, Named, Source } from "../report";
import { addressKey, type ResourceChange } from "../sides";
import { exposureWords } from "./exposure-words";
import { permissionWords, trustWords, verbOf } from "./permission-words";
import { isEgress } from "./words";

/** What a reviewer must see in code scanning although no control of the catalogue says it. */
export interface ChangeRule {
  readonly id: string;
  readonly category: Category;
  readonly title: string;
  readonly rationale: string;
  readonly remediation: string;
}

export const EXPOSURE_RULE: ChangeRule = {
  id: "MODELKEEP_CHANGE_EXPOSURE",
  category: "exposure",
  title: "A change opens nothing that was closed",
  rationale: "What becomes reachable with a change is found by others before it is found by its owners.",
  remediation: "Name who may reach it, as narrowly as it can be named, or take the change back.",
};

export const PERMISSIONS_RULE: ChangeRule = {
  id: "MODELKEEP_CHANGE_PERMISSIONS",
  category: "identity",
  title: "A change gives no principal more than it had",
  rationale: "A permission that nobody asked for is one that nobody watches.",
  remediation: "Grant the single actions on the single resources that are needed, or take the change back.",
};

export const DATA_LOSS_RULE: ChangeRule = {
  id: "MODELKEEP_CHANGE_DATA_LOSS",
  category: "resilience",
  title: "A change takes no data with it",
  rationale: "Weights, logs and keys that are destroyed come back from no plan.",
  remediation: "Keep the resource, protect it (prevent_destroy, deletion protection), or say that its data may go.",
};

export const PROTECTION_RULE: ChangeRule = {
  id: "MODELKEEP_CHANGE_PROTECTION",
  category: "resilience",
  title: "A change protects no less than before",
  rationale: "Encryption, backups, versions and guards against deletion are missed on the day that they are needed.",
  remediation: "Leave the protection as it was, or say why it may be less.",
};

const SEVERITY_OF_SOURCE: Readonly<Record<Source, Severity>> = {
  internet: "high",
  "any-account": "high",
  "other-account": "high",
  organization: "medium",
  "private-network": "medium",
  cluster: "medium",
  namespace: "low",
  named: "low",
};

/** What is gained and lost, in the form of findings: one place tells how a finding becomes a result. */
export function changeFindings(report: ChangeReport): readonly Finding[] {
  const places = new Map(report.changes.map((change) => [keyOf({ ...change, resource: change.address }), change]));
  const finding = (
    rule: ChangeRule,
    severity: Severity,
    who: Named,
    message: string,
    through: Named = who,
  ): Finding => {
    const change = places.get(keyOf(through)) ?? places.get(keyOf(who));
    return {
      ...whereabouts(change),
      ...told(rule),
      severity,
      message,
      resource: who.resource,
      kind: who.kind,
      root: who.root,
    };
  };
  return [
    ...report.exposure.gained.map((reach) =>
      finding(
        EXPOSURE_RULE,
        // What is known only after apply may be the worst of its kind, and may be nothing.
        reach.undecided ? "medium" : SEVERITY_OF_SOURCE[reach.source],
        reach,
        `${isEgress(reach) ? "opens a way out" : "becomes reachable"}: ${exposureWords(reach, ", ")}`,
        reach.through,
      ),
    ),
    ...report.permissions.flatMap((principal) => [
      ...principal.trust.gained.map((trust) =>
        finding(
          PERMISSIONS_RULE,
          trust.isAnyone && !trust.undecided ? "high" : "medium",
          principal,
          `${principal.principal} ${trustWords(trust)}, through ${trust.through.resource}`,
          trust.through,
        ),
      ),
      ...principal.gained.map((permission) =>
        finding(
          PERMISSIONS_RULE,
          ({ admin: "high", write: "medium", read: "low" } as const)[permission.level],
          principal,
          `${principal.principal} ${verbOf(permission)} ${permissionWords(permission)}, through ${permission.through.resource}`,
          permission.through,
        ),
      ),
    ]),
    ...report.dataLoss.map((loss) =>
      loss.action === "update"
        ? finding(PROTECTION_RULE, "medium", loss, `protects ${loss.lost} less: ${loss.protection}`)
        : finding(
            DATA_LOSS_RULE,
            loss.isProtected ? "medium" : "high",
            loss,
            `${loss.action} ${loss.isProtected ? "would lose" : "loses"} ${loss.lost}: ${loss.protection}`,
          ),
    ),
  ];
}

function keyOf({ root, resource }: Pick<Named, "root" | "resource">): string {
  return addressKey(root, resource);
}

function told({
  id,
  category,
  title,
  rationale,
  remediation,
}: ChangeRule): Pick<
  Finding,
  "control" | "category" | "title" | "rationale" | "remediation" | "attribute" | "answers"
> {
  return { control: id, category, title, rationale, remediation, attribute: "", answers: [] };
}

function whereabouts(
  change: ResourceChange | undefined,
): Pick<Finding, "namespace" | "constructPath" | "file" | "line"> {
  const resource = change?.after ?? change?.before;
  if (resource === undefined) {
    return { file: "" };
  }
  const { namespace, origin } = resource;
  return {
    file: origin.file,
    ...(namespace === undefined ? {} : { namespace }),
    ...(origin.line === undefined ? {} : { line: origin.line }),
    ...(origin.constructPath === undefined ? {} : { constructPath: origin.constructPath }),
  };
}
