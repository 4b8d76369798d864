import { exposureOf } from "../../../src/change/exposure/exposure";
import { sidesOfPlans } from "../../../src/change/plan-sides";
import { type Shown, shown } from "./shown";

const TYPES = { provider_name: "aws", mode: "managed" } as const;

/** A resource of a plan, as it was and as it will be. */
export type Planned = readonly [address: string, before: object | null, after: object | null];

/** What a plan with these resources exposes and closes, by what. */
export function planned(...all: readonly Planned[]): Shown {
  const named = (address: string): object => {
    const [type, name] = address.split(".");
    return { address, type, name, ...TYPES };
  };
  const json = {
    format_version: "1.2",
    terraform_version: "1.9.0",
    planned_values: {
      root_module: {
        resources: all
          .filter(([, , after]) => after !== null)
          .map(([address, , values]) => ({ ...named(address), schema_version: 1, values })),
      },
    },
    resource_changes: all.map(([address, before, after]) => {
      const same = JSON.stringify(before) === JSON.stringify(after);
      const actions = same ? ["no-op"] : before === null ? ["create"] : after === null ? ["delete"] : ["update"];
      return { ...named(address), change: { actions, before, after, after_unknown: {} } };
    }),
    configuration: { root_module: {} },
  };
  const { gained, lost } = exposureOf(sidesOfPlans([{ file: "plan.json", json: structuredClone(json) }]));
  return { gained: gained.map(shown), lost: lost.map(shown) };
}

/** Neither opened nor closed. */
export const NOTHING: Shown = { gained: [], lost: [] };
