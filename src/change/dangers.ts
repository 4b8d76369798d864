import {
  addresses,
  type ChangeParts,
  newFindings,
  opened,
  principals,
  serviceNames,
  stops,
  WIDE,
  when,
} from "./reasons";
import { isItself } from "./render/felt-words";
import { servicesHit } from "./render/summary-line";
import { counted, together } from "./render/words";
import type { Hit, Reason } from "./report";
import { addressKey } from "./sides";
import { stoppedBy } from "./stopped";

/** What nobody should merge without having decided to. */
export function dangers(parts: ChangeParts): readonly Reason[] {
  return [
    ...failed(parts),
    ...lostData(parts),
    ...WIDE.flatMap((source) => opened(parts, source, "dangerous")),
    ...takenOver(parts),
    ...newFindings(parts, "critical", "dangerous"),
    ...newFindings(parts, "high", "dangerous"),
    ...production(parts),
    ...stoppedModels(parts),
  ];
}

function failed({ isFailed }: ChangeParts): readonly Reason[] {
  const text = "what all the change does, nobody knows: see the warnings";
  return isFailed === true ? [{ aspect: "incomplete", level: "dangerous", text }] : [];
}

function lostData({ dataLoss }: ChangeParts): readonly Reason[] {
  const lost = dataLoss.filter(({ isProtected, action }) => !isProtected && action !== "update");
  return when(lost, "data-loss", "dangerous", `data of ${together(lost)} is lost, and nothing protects it`, addresses);
}

function takenOver({ permissions }: ChangeParts): readonly Reason[] {
  const open = permissions.filter(({ trust }) => trust.gained.some((each) => each.isAnyone && !each.undecided));
  // What is known only after apply may narrow where it counts, and does not narrow what it allows.
  const foreign = permissions.filter(({ trust }) =>
    trust.gained.some((each) => each.isForeign === true && !each.isAnyone),
  );
  const admins = permissions.filter(({ gained }) => gained.some(({ level }) => level === "admin"));
  return [
    ...when(open, "permissions", "dangerous", `anyone may become ${counted(open.length, "principal")}`, principals),
    ...when(
      foreign,
      "permissions",
      "dangerous",
      `${counted(foreign.length, "principal")} ${foreign.length === 1 ? "trusts" : "trust"} somebody of another account`,
      principals,
    ),
    ...when(
      admins,
      "permissions",
      "dangerous",
      `${counted(admins.length, "principal")} ${admins.length === 1 ? "gains" : "gain"} admin permissions`,
      principals,
    ),
  ];
}

function production(parts: ChangeParts): readonly Reason[] {
  const felt = servicesHit(parts).filter(({ service }) => service.tier === "prod");
  return (["destroy", "replace"] as const).flatMap((action) =>
    (["endpoint", "cluster"] as const).flatMap((type) => {
      const hits = felt.filter((hit) => hit.action === action && hit.service.type === type);
      const done = action === "destroy" ? "destroyed" : "replaced";
      const [itself, others] = [hits.filter(isItself), hits.filter((hit) => !isItself(hit))];
      const of = (all: readonly Hit[], one: string, many: string): string =>
        `${counted(all.length, type)} of production ${all.length === 1 ? one : many} ${done}`;
      return [
        ...when(itself, "blast-radius", "dangerous", of(itself, "is", "are"), serviceNames),
        ...when(
          others,
          "blast-radius",
          "dangerous",
          of(others, "depends on what is", "depend on what is"),
          serviceNames,
        ),
      ];
    }),
  );
}

/** Models of production that nobody is answered by any more, although nothing is destroyed. */
function stoppedModels({ changes, blastRadius }: ChangeParts): readonly Reason[] {
  const production = new Set(
    blastRadius.hits.flatMap(({ service: { tier, root, resource } }) =>
      tier === "prod" ? [addressKey(root, resource)] : [],
    ),
  );
  const stopped = stoppedBy(changes).filter(
    ({ servesModels, mayComeBack, root, resource }) =>
      servesModels && !mayComeBack && production.has(addressKey(root, resource)),
  );
  return stops(stopped, "dangerous");
}
