import { count, digits } from "../../policy/reports/wording";
import type { ChangeReport, DataLoss, Hit, Permission, PrincipalChange, Reach, Trust } from "../report";
import { addressKey } from "../sides";
import { exposureWords } from "./exposure-words";
import { feltWords, isItself } from "./felt-words";
import { changesInOrder } from "./order";
import { levelWord, permissionWords, trustWords } from "./permission-words";
import {
  type Entry,
  entriesOf,
  group,
  MOST_DETAILS,
  placed,
  type RootName,
  type Section,
  said,
  type Tone,
} from "./section";
import { changeEntry, driftEntry } from "./sections-changes";
import { costSection } from "./sections-cost";
import { findingsSection } from "./sections-findings";
import { servicesAdded, servicesHit } from "./summary-line";

/** Sections that have something to tell, the most important first. */
export function sectionsOf(report: ChangeReport): readonly Section[] {
  const rootName = rootNames(report);
  return [
    dataLoss(report, rootName),
    exposure(report, rootName),
    permissions(report, rootName),
    blastRadius(report),
    findingsSection(report, rootName),
    costSection(report, rootName),
    changes(report, rootName),
    drift(report, rootName),
    guards(report),
  ].filter(({ entries }) => entries.length > 0);
}

function rootNames({ changes: all, drift: drifted }: ChangeReport): RootName {
  const roots = new Set([...all, ...drifted].map(({ root }) => root));
  return (root) => (roots.size > 1 ? root : "");
}

function dataLoss(report: ChangeReport, rootName: RootName): Section {
  const entries = group(
    report.dataLoss,
    ({ action, resource, root, namespace, lost, isProtected, protection, tier }: DataLoss): Entry => ({
      tone: isProtected || action === "update" ? "doubt" : "bad",
      label: action === "update" ? "weaker" : isProtected ? "protected" : "lost",
      name: resource,
      where: placed(rootName, root, namespace),
      text: said(lossWords(action, lost, isProtected), protection, tier ?? ""),
      details: [],
      more: 0,
    }),
  );
  const weaker = report.dataLoss.filter(({ action }) => action === "update").length;
  const kept = report.dataLoss.filter(({ isProtected, action }) => isProtected && action !== "update").length;
  const total = [
    `${digits(entries.amount - kept - weaker)} lost, ${digits(kept)} protected`,
    ...(weaker === 0 ? [] : [`${digits(weaker)} protected less than before`]),
  ].join(", ");
  return { id: "data-loss", title: "Data loss", total, ...entriesOf(entries), notes: [] };
}

function lossWords(action: DataLoss["action"], lost: string, isProtected: boolean): string {
  return action === "update" ? `protects ${lost} less` : `${action} ${isProtected ? "would lose" : "loses"} ${lost}`;
}

function exposure({ exposure: { gained, lost } }: ChangeReport, rootName: RootName): Section {
  const entry = (reach: Reach, tone: Tone, label: string): Entry => ({
    tone,
    label,
    name: reach.resource,
    where: placed(rootName, reach.root, reach.namespace),
    text: exposureWords(reach),
    details: [],
    more: 0,
  });
  const isWide = ({ source, undecided }: Reach): boolean =>
    !undecided && ["internet", "any-account", "other-account"].includes(source);
  return {
    id: "exposure",
    title: "Exposure",
    total: `${digits(gained.length)} opened, ${digits(lost.length)} closed`,
    ...entriesOf(
      group(gained, (reach) => entry(reach, isWide(reach) ? "bad" : "doubt", "opened")),
      group(lost, (reach) => entry(reach, "good", "closed")),
    ),
    notes: [],
  };
}

const LEVELS: readonly Permission["level"][] = ["admin", "write", "read"];

function permissions({ permissions: principals }: ChangeReport, rootName: RootName): Section {
  const gaining = principals.filter(({ gained, trust }) => gained.length > 0 || trust.gained.length > 0).length;
  return {
    id: "permissions",
    title: "Permissions",
    total: `${count(principals.length, "principal")}, ${digits(gaining)} with more than before`,
    ...entriesOf(group(principals, (principal) => principalEntry(principal, rootName))),
    notes: [],
  };
}

function principalEntry(principal: PrincipalChange, rootName: RootName): Entry {
  const { trust, gained, lost, resource, root, namespace } = principal;
  const byLevel = (all: readonly Permission[]): readonly Permission[] =>
    [...all].sort((a, b) => LEVELS.indexOf(a.level) - LEVELS.indexOf(b.level));
  const through = (each: Permission | Trust): string =>
    each.through.resource === resource ? "" : `, through ${each.through.resource}`;
  const isAdmin = gained.some(({ level }) => level === "admin");
  const isOpen = trust.gained.some(({ isAnyone }) => isAnyone);
  const gains = gained.length + trust.gained.length > 0;
  return {
    tone: isAdmin || isOpen ? "bad" : gains ? "doubt" : "good",
    label: isAdmin ? "admin" : trust.gained.length > 0 ? "trust" : gains ? "gains" : "loses",
    name: principal.principal,
    where: placed(rootName, root, namespace),
    text: principal.principal.endsWith(resource) ? "" : resource,
    ...first([
      ...trust.gained.map((each) => `+ ${trustWords(each)}${through(each)}`),
      ...trust.lost.map((each) => `- ${trustWords(each, "lost")}${through(each)}`),
      ...byLevel(gained).map((each) => `+ ${levelWord(each)}: ${permissionWords(each)}${through(each)}`),
      ...byLevel(lost).map((each) => `- ${levelWord(each)}: ${permissionWords(each, "lost")}${through(each)}`),
    ]),
  };
}

function first(lines: readonly string[]): Pick<Entry, "details" | "more"> {
  return { details: lines.slice(0, MOST_DETAILS), more: Math.max(0, lines.length - MOST_DETAILS) };
}

function blastRadius(report: ChangeReport): Section {
  const { hits, services, affected } = report.blastRadius;
  const known = Object.values(services).reduce((sum, amount) => sum + amount, 0);
  const [hit, added] = [new Set(servicesHit(report)), new Set(servicesAdded(report))];
  return {
    id: "blast-radius",
    title: "Blast radius",
    total: [
      `${digits(hit.size)} hit and ${digits(added.size)} added of ${count(known, "service")}`,
      `${count(affected, "other resource")} ${affected === 1 ? "depends" : "depend"} on what changes`,
    ].join("; "),
    ...entriesOf(group(hits, (each) => hitEntry(each, added.has(each), hit.has(each)))),
    notes: [],
  };
}

/**
 * The action is that of what changes, and stands before a service that is itself what changes: who reads "destroy endpoint" takes
 * the endpoint for lost.
 */
function hitEntry(hit: Hit, isNew: boolean, isHit: boolean): Entry {
  const { service, action, changes: amount, path } = hit;
  const { type, name, tenant, tier } = service;
  const steps = path.map(({ resource, via }) => (via === "" ? resource : `${resource} (${via})`));
  const isChanged = isNew || isItself(hit);
  return {
    tone: action === "destroy" || action === "replace" ? "bad" : action === "create" ? "good" : "doubt",
    label: isNew ? "added" : isChanged ? action : isHit ? "hit" : "gains",
    name: `${type} ${name}`,
    where: "",
    text: said(
      isChanged ? "" : feltWords(hit, isNew),
      tenant === undefined || type === "tenant" ? "" : `tenant ${tenant}`,
      tier === undefined || type === "tier" ? "" : tier,
      amount === 1 ? "" : `${count(amount, "change")} reach it`,
    ),
    details: steps.length > 1 ? [steps.join(" -> ")] : [],
    more: 0,
  };
}

function changes(report: ChangeReport, rootName: RootName): Section {
  const entries = group(tellingFirst(report), (change) => changeEntry(change, rootName));
  const notes = report.changes.some(({ isEstimate }) => isEstimate)
    ? ["Without a plan, what is replaced and what is updated in place is an estimate."]
    : [];
  return { id: "changes", title: "Changes", total: digits(entries.amount), ...entriesOf(entries), notes };
}

/** What the other sections speak of before what merely goes with it: a list is cut, and a bucket has ten satellites. */
function tellingFirst(report: ChangeReport): ChangeReport["changes"] {
  const { dataLoss: losses, exposure: opened, blastRadius: radius, cost } = report;
  const told = new Set(
    [
      ...losses,
      ...opened.gained.flatMap((reach) => [reach, reach.through]),
      ...radius.hits.flatMap(({ path: [first] }) => first ?? []),
      ...cost.items,
    ].map(({ root, resource }) => addressKey(root, resource)),
  );
  const isTold = ({ root, address }: ChangeReport["changes"][number]): boolean => told.has(addressKey(root, address));
  const all = changesInOrder(report.changes);
  return [...all.filter(isTold), ...all.filter((change) => !isTold(change))];
}

function drift(report: ChangeReport, rootName: RootName): Section {
  const entries = group(changesInOrder(report.drift), (each) => driftEntry(each, rootName));
  const total = `${digits(entries.amount)} changed outside of Terraform`;
  return { id: "drift", title: "Drift", total, ...entriesOf(entries), notes: [] };
}

function guards(report: ChangeReport): Section {
  const entries = group(
    report.guards,
    ({ guard, broken, found }): Entry => ({
      tone: broken ? "bad" : "good",
      label: broken ? "broken" : "holds",
      name: guard,
      where: "",
      text: found,
      details: [],
      more: 0,
    }),
  );
  const broken = report.guards.filter((guard) => guard.broken).length;
  const isUnasked = broken === 0 && report.verdict === "dangerous";
  return {
    id: "guards",
    title: "Guards",
    total: `${digits(broken)} broken`,
    ...entriesOf(entries),
    notes: isUnasked ? ["The verdict is dangerous, and no guard asks for it: add dangerous to --fail-on."] : [],
  };
}
