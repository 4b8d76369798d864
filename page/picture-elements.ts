import type { ElementDefinition } from "cytoscape";
import type { Bundle } from "./bundles";
import type { Model } from "./model";
import { LABEL_FONT } from "./picture-style";
import { ACTION_SIGNS, count, digits, lastName, shortened, shortKind, withoutHash } from "./words";

const LONGEST_LABEL = 26;

/** Pixels that the double frame of a service takes. */
const FRAME = 16;

/** Pixels that the sloping sides of a high box take of its second line. */
const SLOPE = 24;

/** Ways to services are drawn straighter and shorter than other edges. */
const WEIGHT_OF_WAY = 6;

/** What is drawn: rows, those of folded tenants and of bundles as one node. */
export interface Drawing {
  readonly rows: readonly number[];
  readonly folded: ReadonlySet<number>;
  readonly bundles: readonly Bundle[];

  /** From top to bottom, although the canvas is wide. */
  readonly isUpright?: boolean;
}

/** Nodes and edges as the library takes them. */
export class PictureElements {
  /** What people call the services that are hit, where they stand for one alone. */
  private readonly serviceNames: ReadonlyMap<number, string>;

  /** @param onWay rows of services that are hit, and of the ways to them */
  constructor(
    private readonly model: Model,
    private readonly onWay: ReadonlySet<number>,
  ) {
    this.serviceNames = serviceNames(model);
  }

  public of({ rows, folded, bundles }: Drawing): {
    readonly nodes: readonly ElementDefinition[];
    readonly edges: readonly ElementDefinition[];
  } {
    const { nodes: columns, names } = this.model.data;
    const drawn = new Set(rows);
    const groups = new Map<number, number[]>();
    for (const row of rows) {
      const tenant = columns.tenant[row] ?? -1;
      if (tenant >= 0) {
        groups.set(tenant, [...(groups.get(tenant) ?? []), row]);
      }
    }
    const bundled = new Map<number, string>();
    for (const { id, members } of bundles) {
      for (const member of members) {
        bundled.set(member, id);
      }
    }
    const idOf = (row: number): string => {
      const tenant = columns.tenant[row] ?? -1;
      return folded.has(tenant) ? `t${tenant}` : (bundled.get(row) ?? `n${row}`);
    };
    const nodes: ElementDefinition[] = [...groups].map(([tenant, members]) =>
      folded.has(tenant)
        ? this.foldedNode(tenant, members)
        : {
            data: {
              id: `t${tenant}`,
              tenant,
              label: `tenant ${shortened(names.tenants[tenant] ?? "", LONGEST_LABEL)}`,
            },
            classes: "group",
          },
    );
    for (const row of rows) {
      if (idOf(row) === `n${row}`) {
        nodes.push(this.node(row));
      }
    }
    nodes.push(...bundles.filter(({ tenant }) => !folded.has(tenant)).map((bundle) => this.bundleNode(bundle)));
    // A bundle hangs on its owner alone: its other ties are seen when it opens.
    const owners = new Map(bundles.map(({ id, owner }) => [id, idOf(owner)]));
    const edges = this.edges(drawn, idOf).filter(
      ({ data: { source = "", target = "" } }) =>
        (owners.get(source) ?? target) === target && (owners.get(target) ?? source) === source,
    );
    const hanging = new Set(edges.map(({ data }) => (owners.has(data.source ?? "") ? data.source : data.target)));
    for (const [id, owner] of owners) {
      if (!hanging.has(id) && nodes.some(({ data }) => data.id === id)) {
        edges.push({ data: { id: `${owner}>${id}`, source: owner, target: id, via: "", weight: 1 }, classes: "loose" });
      }
    }
    return { nodes, edges };
  }

  private node(row: number): ElementDefinition {
    const { model } = this;
    const [action, service] = [model.action(row), model.service(row)];
    const tenant = model.data.nodes.tenant[row] ?? -1;
    const name = shortened(this.serviceNames.get(row) ?? withoutHash(lastName(model.name(row))), LONGEST_LABEL);
    const sign = action === undefined ? "" : `${ACTION_SIGNS[action]} `;
    const label = `${sign}${name}\n${service ?? shortened(shortKind(model.kind(row)), LONGEST_LABEL)}`;
    const state = model.state(row);
    return {
      data: {
        id: `n${row}`,
        row,
        label,
        width: widthOf(label) + (service === undefined ? 0 : FRAME) + (state === "hit" ? SLOPE : 0),
        ...(tenant < 0 ? {} : { parent: `t${tenant}` }),
      },
      classes: service === undefined ? state : `${state} service`,
    };
  }

  private foldedNode(tenant: number, members: readonly number[]): ElementDefinition {
    const states = members.map((row) => this.model.state(row));
    const amount = (state: string): number => states.filter((each) => each === state).length;
    const [changed, hit] = [amount("changed"), amount("hit")];
    const name = shortened(this.model.data.names.tenants[tenant] ?? "", LONGEST_LABEL);
    const state = changed > 0 ? "changed" : hit > 0 ? "hit" : "untouched";
    const label = `tenant ${name}\n${count(members.length, "resource")}: ${changed} changed, ${hit} hit`;
    return {
      data: { id: `t${tenant}`, tenant, label, width: widthOf(label) + (state === "hit" ? SLOPE : 0) },
      classes: `folded ${state}`,
    };
  }

  /** `12 more of archive`, and what becomes of them. */
  private bundleNode({ id, owner, tenant, members }: Bundle): ElementDefinition {
    const { model } = this;
    const isChanged = members.some((row) => model.state(row) === "changed");
    const isHit = members.some((row) => model.state(row) === "hit");
    const amounts = new Map<string, number>();
    for (const row of members) {
      const word = model.action(row) ?? model.state(row);
      amounts.set(word, (amounts.get(word) ?? 0) + 1);
    }
    const words = [...amounts].map(([word, amount]) => `${digits(amount)} ${word}`).join(", ");
    const name = shortened(withoutHash(lastName(model.name(owner))), LONGEST_LABEL);
    const label = `${digits(members.length)} more of ${name}\n${words}`;
    const width = widthOf(label) + (isHit && !isChanged ? SLOPE : 0);
    return {
      data: { id, bundle: id, label, width, ...(tenant < 0 ? {} : { parent: `t${tenant}` }) },
      classes: `bundle ${isChanged ? "changed" : isHit ? "hit" : "untouched"}`,
    };
  }

  /** From what is depended on to who depends: the way that a change takes. */
  private edges(drawn: ReadonlySet<number>, idOf: (row: number) => string): readonly ElementDefinition[] {
    const seen = new Map<string, ElementDefinition>();
    for (const row of drawn) {
      for (const { row: dependency, via } of this.model.dependencies(row)) {
        const [source, target] = [idOf(dependency), idOf(row)];
        const id = `${source}>${target}`;
        if (!drawn.has(dependency) || source === target || seen.has(id)) {
          continue;
        }
        const carries = this.model.state(dependency) !== "untouched" && this.model.state(row) !== "untouched";
        const isWay = this.onWay.has(dependency) && this.onWay.has(row);
        seen.set(id, {
          data: { id, source, target, via: shortened(via, LONGEST_LABEL), weight: isWay ? WEIGHT_OF_WAY : 1 },
          classes: carries ? "carries" : "",
        });
      }
    }
    return [...seen.values()];
  }
}

function serviceNames(model: Model): ReadonlyMap<number, string> {
  const { hits } = model.data.blastRadius;
  return new Map(
    hits.flatMap(({ at, type, name }) =>
      typeof at === "number" && model.service(at) === type ? [[at, name] as const] : [],
    ),
  );
}

const pen = document.createElement("canvas").getContext("2d");

/** Width of a box around the label; sloping sides need room. */
function widthOf(label: string): number {
  if (pen === null) {
    return 160;
  }
  pen.font = `bold ${LABEL_FONT}`;
  return Math.ceil(Math.max(...label.split("\n").map((line) => pen.measureText(line).width))) + 34;
}
