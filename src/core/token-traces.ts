/** The module of CDKTF that takes the traces, also of its continuation CDK Terrain. */
const TRACES = "cdktf/lib/tokens/private/stack-trace";

/**
 * Has CDKTF take no stack trace for each token from now on, unless `MODELKEEP_TOKEN_TRACES` is set.
 *
 * It takes a full one for every token, thousands in a stack and a third of the time of its construction, for the rare
 * message that a token could not be resolved. The AWS CDK, where the code comes from, takes them when debugging alone.
 * Errors have their own stack as ever. Where CDKTF has no such module, nothing changes.
 */
export function stopTokenTraces(): void {
  if (process.env.MODELKEEP_TOKEN_TRACES !== undefined) {
    return;
  }
  try {
    const traces: { captureStackTrace: () => string[] } = require(TRACES);
    traces.captureStackTrace = noTrace;
  } catch {
    // Another build of CDKTF: slower, and as right.
  }
}

function noTrace(): string[] {
  return [];
}
