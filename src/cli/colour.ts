import type { WriteStream } from "node:tty";

/** Whether to colour what goes to the stream: --no-color, then NO_COLOR, then FORCE_COLOR, then whether it is a terminal. */
export function isColoured(stream: Pick<WriteStream, "isTTY">, isWanted: boolean, env = process.env): boolean {
  const { NO_COLOR, FORCE_COLOR, TERM } = env;
  if (!isWanted || (NO_COLOR !== undefined && NO_COLOR !== "")) {
    return false;
  }
  if (FORCE_COLOR !== undefined && FORCE_COLOR !== "") {
    return FORCE_COLOR !== "0" && FORCE_COLOR !== "false";
  }
  return stream.isTTY === true && TERM !== "dumb";
}
