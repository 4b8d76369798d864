/**
 * Why Terraform decided so, in words.
 *
 * @see https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
 */
const REASONS: Readonly<Record<string, string>> = {
  replace_because_tainted: "it is marked as tainted",
  replace_by_request: "it was asked for with -replace",
  replace_by_triggers: "replace_triggered_by asks for it",
  delete_because_no_resource_config: "its block is no longer in the configuration",
  delete_because_no_module: "its module is no longer in the configuration",
  delete_because_wrong_repetition: "count or for_each was added to it or taken away",
  delete_because_count_index: "its index is beyond count",
  delete_because_each_key: "its key is no longer in for_each",
  delete_because_no_move_target: "it was moved to an address that is not configured",
};

/** Why a resource changes in this way; undefined when the plan says nothing of it. */
export function reasonOf(actionReason: string | undefined, replacePaths: readonly string[]): string | undefined {
  if (replacePaths.length > 0) {
    const shown = replacePaths.slice(0, 3).join(", ");
    const rest = replacePaths.length - 3;
    return `${rest > 0 ? `${shown} and ${rest} more` : shown} cannot be changed in place`;
  }
  if (actionReason === undefined) {
    return undefined;
  }
  const known = Object.hasOwn(REASONS, actionReason) ? REASONS[actionReason] : undefined;
  // Versions to come have further reasons: their own word is better than none.
  return known ?? actionReason.replaceAll("_", " ");
}
