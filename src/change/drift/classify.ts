import { count } from "../../policy/reports/wording";
import { isDescription, plainPath } from "../description";
import { isMakingJudged } from "../judged-kinds";
import { nounOf } from "../render/words";
import type { Hit } from "../report";
import type { AttributeChange, Sides } from "../sides";
import type { DriftAspect, DriftReason } from "./drift-report";
import { isGrant, isGuard, servesNothing, servingAspect } from "./meaning";
import type { Drifted } from "./plan-drift";
import { boundLeft, isAutoscaled } from "./scaling";
import { isUnfelt } from "./unfelt";
import { weakenings } from "./weakenings";

/** Attributes that a sentence names before it says how many more there are. */
const NAMED = 4;

/** What of it serves, or may: all but what describes, what nothing that runs notices, and what an autoscaler moves. */
export function telling(sides: Sides, drift: Drifted): readonly string[] {
  return drift.differences
    .map(({ path }) => path)
    .filter(
      (path) =>
        !isDescription(drift.kind, path) && !isUnfelt(drift.kind, path) && !isAutoscaled(sides.after, drift, path),
    );
}

/** Whether an autoscaler moved it, and nothing else that means anything is other. */
export function isOnlyAutoscaled(sides: Sides, drift: Drifted): boolean {
  return (
    telling(sides, drift).length === 0 && drift.differences.some(({ path }) => isAutoscaled(sides.after, drift, path))
  );
}

/** Guards that the drift itself took away, whatever the controls demand. */
export function guardReasons({ action, kind, differences }: Drifted): readonly DriftReason[] {
  if (action === "destroy") {
    return isGuard(kind) ? [reason("security", "guard", `a guard is gone: ${nounOf(kind)}`)] : [];
  }
  return weakenings(differences).map((text) => reason("security", "guard", `protects less: ${text}`));
}

/**
 * What stops serving, or serves otherwise, because of what differs in the resource itself.
 *
 * @param lost the data that went with what is gone
 * @param isJudged whether its permissions and exposure were found to be others: then those say what grants mean
 */
export function servingReasons(
  sides: Sides,
  drift: Drifted,
  services: readonly Hit[],
  lost: string | undefined,
  isJudged: boolean,
): readonly DriftReason[] {
  if (servesNothing(drift.kind)) {
    return [];
  }
  const reached = services.length === 0 ? "" : `, and ${servicesWords(services)}`;
  if (drift.action === "destroy") {
    const data = lost === undefined ? "" : `, and with it ${lost}`;
    return [reason("outage", "gone", `it is gone${data}${reached}`)];
  }
  const weaker = new Set(weakenedPaths(drift));
  const paths = telling(sides, drift).filter((path) => !(isJudged && isGrant(path)));
  // Nobody can see what became of it, and what uses it may be refused.
  const secrets = new Set(drift.attributes.filter(isSecret).map(({ path }) => path));
  const told = new Map<DriftAspect, string[]>();
  for (const path of paths) {
    const aspect = servingAspect(path) ?? (secrets.has(path) ? "secret" : services.length > 0 ? "serving" : undefined);
    // That it protects less is said already, and more is not known of it.
    if (aspect !== undefined && !(aspect === "serving" && weaker.has(path))) {
      told.set(aspect, [...(told.get(aspect) ?? []), plainPath(path)]);
    }
  }
  const bounds = list(paths.flatMap((path) => boundLeft(sides.after, drift, path) ?? []));
  return [...told].map(([aspect, names]) =>
    reason("outage", aspect, `${WORDS[aspect](list(names), aspect === "scaled" ? bounds : "")}${reached}`),
  );
}

const WORDS: Readonly<Record<DriftAspect, (names: string, bounds: string) => string>> = {
  scaled: (names, bounds) => `it was scaled ${bounds === "" ? "" : `${bounds} `}(${names})`,
  image: (names) => `what it runs, or what it runs on, differs (${names})`,
  identity: (names) => `what it acts as, its key, or whether it is on differs (${names})`,
  network: (names) => `its network differs (${names})`,
  secret: (names) => `a secret of it differs (${names})`,
  serving: (names) => `it differs (${names})`,
  gone: (names) => `it is gone (${names})`,
  finding: (names) => names,
  exposure: (names) => names,
  permissions: (names) => names,
  guard: (names) => names,
  harmless: (names) => names,
};

/** Settings that mean something, of a kind that nobody has looked into: what is unknown is not harmless. */
export function unjudgedReasons(sides: Sides, drift: Drifted): readonly DriftReason[] {
  const resource = drift.after ?? drift.before;
  const names = telling(sides, drift).map(plainPath);
  if (drift.action === "destroy" || resource === undefined || names.length === 0 || isMakingJudged(resource)) {
    return [];
  }
  return [
    reason("outage", "serving", `it differs (${list(names)}), and nobody has looked into what that means for its kind`),
  ];
}

/** What differs and is itself a protection that is less. */
function weakenedPaths({ differences }: Drifted): readonly string[] {
  return differences
    .filter((difference) => {
      const plain = plainPath(difference.path);
      return weakenings([difference]).some((text) => text.startsWith(`${plain}:`));
    })
    .map(({ path }) => path);
}

/** Why nothing of it matters. */
export function harmlessReason(sides: Sides, drift: Drifted): DriftReason {
  const { action, differences, noise, kind } = drift;
  if (action === "destroy") {
    return reason(
      "harmless",
      "harmless",
      "it is gone; nothing is served by it, and every control that held still holds",
    );
  }
  const paths = differences.map(({ path }) => path);
  if (paths.length === 0) {
    const why = list(noise, "; ");
    return reason(
      "harmless",
      "harmless",
      action === "move" ? "it only has another address" : `nothing changed: ${why}`,
    );
  }
  if (paths.every((path) => isDescription(kind, path))) {
    return reason("harmless", "harmless", "only words and counters differ; nothing serves, guards or grants by them");
  }
  if (isOnlyAutoscaled(sides, drift)) {
    return reason("harmless", "harmless", "an autoscaler moved it within the bounds that the code sets");
  }
  if (telling(sides, drift).length === 0) {
    const names = list(paths.filter((path) => isUnfelt(kind, path)).map(plainPath));
    return reason("harmless", "harmless", `nothing can fail from it, and nothing is guarded less (${names})`);
  }
  const seen = "no control, exposure, permission or service that modelkeep knows depends on it";
  return reason("harmless", "harmless", seen);
}

function isSecret({ before, after }: AttributeChange): boolean {
  return before?.hidden === "sensitive" || after?.hidden === "sensitive";
}

function reason(group: DriftReason["group"], aspect: DriftAspect, text: string): DriftReason {
  return { group, aspect, text };
}

function list(names: readonly string[], separator = ", "): string {
  const each = [...new Set(names)];
  const left = each.length - NAMED;
  return left > 0 ? `${each.slice(0, NAMED).join(separator)} and ${left} more` : each.join(separator);
}

function servicesWords(services: readonly Hit[]): string {
  const named = list(services.map(({ service }) => `${service.type} ${service.name}`));
  return `${count(services.length, "service")} ${services.length === 1 ? "depends" : "depend"} on it (${named})`;
}
