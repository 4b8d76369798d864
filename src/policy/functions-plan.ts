import { lossesIn } from "../estate/joins/losses";
import type { FunctionTable } from "./cel/functions";
import type { ControlContext } from "./scope";

/** Questions about what a plan does, beyond what the estate is afterwards. */
export const PLAN_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `losses()`: what the plan of this root module destroys in production and code cannot make again: keys, buckets of models,
   * states and audit logs, trails, audit sinks; each as a sentence that names it. None where the source is no plan.
   */
  losses: {
    arity: 0,
    call: (_, { estate, root }) =>
      lossesIn(estate, root).map(
        ({ resource, lost, replaced }) =>
          `${resource.address} is ${replaced ? "replaced" : "deleted"}, and ${lost} is lost`,
      ),
  },
};
