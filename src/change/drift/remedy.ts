import { plainPath } from "../description";
import { codeOf } from "./adopted-code";
import type { Adoption, Remedy, Undo } from "./drift-report";
import { isMirrored } from "./mirrors";
import type { Drifted } from "./plan-drift";

const RECORD = "terraform apply -refresh-only";

/** What is known of the drift beside itself. */
interface Circumstances {
  /** Whether data went with what is gone. */
  readonly losesData: boolean;

  /** Whether an autoscaler made it, and nobody else. */
  readonly isAutoscaled: boolean;
}

/**
 * What to do about the drift: bring the world back to the code, or the code to the world.
 *
 * @param failing controls that fail as it is now
 */
export function remedyOf(drift: Drifted, failing: readonly string[], known: Circumstances): Remedy {
  return { undo: undoOf(drift, known), adopt: adoptionOf(drift, failing) };
}

function undoOf(drift: Drifted, { losesData, isAutoscaled }: Circumstances): Undo {
  const { address, action, attributes, configured, planned } = drift;
  const command = `terraform apply -target=${quoted(address)}`;
  const doing = planned.at(address);
  if (action === "destroy") {
    const isDeclared = configured.declares(address);
    if (doing === "nothing" || isDeclared === false) {
      return { byApply: false, text: "the code declares it no more: there is nothing to make again" };
    }
    const text = losesData ? "apply makes it again; what was in it does not come back with it" : "apply makes it again";
    return { byApply: true, command, text };
  }
  if (attributes.length === 0) {
    return { byApply: undefined, text: "there is nothing to undo" };
  }
  if (isAutoscaled) {
    return { byApply: undefined, text: "there is nothing to undo: to move it is the autoscaler's work" };
  }
  if (doing === "nothing") {
    return {
      byApply: false,
      text: "apply leaves it as it was found, and after it Terraform says no more of it: the code does not say otherwise, or ignores it; undo it by hand",
    };
  }
  if (doing !== undefined) {
    return doing === "replace" || doing === "destroy"
      ? {
          byApply: true,
          command,
          text: `apply does more than to undo it: it plans to ${doing} the resource; look at the plan first`,
        }
      : { byApply: true, command, text: "apply sets it back to what the code says" };
  }
  return undoneBySetting(drift, command);
}

/** A plan of -refresh-only does not say what an apply would do: the code does, as far as it sets the attributes. */
function undoneBySetting({ address, kind, attributes, configured }: Drifted, command: string): Undo {
  const names = new Map<string, boolean | undefined>();
  for (const { path } of attributes) {
    const isFilled = isMirrored(kind, topOf(path)) && configured.sets(address, topOf(path)) !== true;
    names.set(plainPath(path), isFilled ? false : configured.sets(address, path));
  }
  const left = [...names].filter(([, isSet]) => isSet === false).map(([name]) => name);
  if ([...names.values()].every((isSet) => isSet === undefined)) {
    return {
      byApply: undefined,
      command,
      text: "apply sets it back where the code sets it; look at terraform plan first",
    };
  }
  if (left.length === 0) {
    return { byApply: true, command, text: "apply sets it back to what the code says" };
  }
  const those = left.length > 3 ? `${left.slice(0, 3).join(", ")} and ${left.length - 3} more` : left.join(", ");
  const isCertain = left.every((name) => isMirrored(kind, topOf(name)));
  if (isCertain && left.length === names.size) {
    return {
      byApply: false,
      text: `apply does not undo it: the code does not set ${those}, and after the next apply Terraform says no more of it; undo it by hand`,
    };
  }
  const rest = left.length === names.size ? "" : "apply sets back the rest; ";
  return {
    byApply: undefined,
    command,
    text: `${rest}the code does not set ${those}: look at terraform plan, and undo by hand what it leaves`,
  };
}

function adoptionOf(drift: Drifted, failing: readonly string[]): Adoption {
  const { address, action, attributes, previousAddress } = drift;
  const warning =
    failing.length === 0 ? "" : `; modelkeep check then fails with ${failing.join(", ")}, unless it is waived`;
  if (action === "destroy") {
    return {
      text: `if it is meant, remove it from the code and run ${RECORD}; if it was made again by hand, import that one`,
      code: ["import {", `  to = ${address}`, '  id = "..." # of the one that is there now', "}"],
    };
  }
  if (action === "move" && previousAddress !== undefined) {
    return {
      text: "its address in the state is another; keep the moved block until every state has it",
      code: ["moved {", `  from = ${previousAddress}`, `  to   = ${address}`, "}"],
    };
  }
  if (attributes.length === 0) {
    return { text: `${RECORD} records it, and nothing else`, code: [] };
  }
  return {
    text: `if it is meant, write it in ${address} and run ${RECORD}${warning}`,
    code: codeOf(attributes),
  };
}

function topOf(path: string): string {
  return path.split(".", 1)[0] ?? path;
}

/** For a POSIX shell: addresses of for_each have double quotes, brackets, and what their keys hold. */
function quoted(address: string): string {
  return `'${address.replaceAll("'", "'\\''")}'`;
}
