import { get as getHttp, type IncomingMessage } from "node:http";
import { get as getHttps } from "node:https";
import type { Readable } from "node:stream";
import { createGunzip } from "node:zlib";
import { InputError } from "../../estate/input-error";

/** What a download may take. */
export interface DownloadLimits {
  /** Milliseconds for the whole of it. */
  readonly total: number;

  /** Milliseconds without a single byte. */
  readonly idle: number;

  /** Bytes, after they are unpacked. */
  readonly bytes: number;
}

/** The server answered, and has not what was asked for. */
export class NotThereError extends InputError {}

/** No line of a price list is longer than some hundred characters: a stream without line breaks must not fill the memory. */
const LONGEST_LINE = 1024 * 1024;

/** The lines of a text on the web, one by one: price lists are larger than what fits into memory. */
export async function* lines(
  url: string,
  limits: DownloadLimits,
  headers: Readonly<Record<string, string>> = {},
): AsyncGenerator<string> {
  let rest = "";
  for await (const text of chunks(url, limits, headers)) {
    rest += text;
    const found = rest.split("\n");
    rest = found.pop() ?? "";
    if (rest.length > LONGEST_LINE) {
      throw new InputError(url, "a line of it has no end: it is no price list");
    }
    yield* found.map((line) => line.replace(/\r$/, ""));
  }
  if (rest !== "") {
    yield rest;
  }
}

/** The whole text. */
export async function text(
  url: string,
  limits: DownloadLimits,
  headers: Readonly<Record<string, string>> = {},
): Promise<string> {
  let all = "";
  for await (const part of chunks(url, limits, headers)) {
    all += part;
  }
  return all;
}

/** @throws InputError with one line, whatever happens on the way; it names the address, and never a header */
async function* chunks(
  url: string,
  { total, idle, bytes }: DownloadLimits,
  headers: Readonly<Record<string, string>>,
): AsyncGenerator<string> {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), total);
  let received = 0;
  try {
    const response = await request(url, headers, { idle, signal: stop.signal });
    const body: Readable = response.headers["content-encoding"] === "gzip" ? unpacked(response) : response;
    body.setEncoding("utf8");
    for await (const part of body) {
      const chunk = String(part);
      received += Buffer.byteLength(chunk);
      if (received > bytes) {
        throw new InputError(url, `larger than ${Math.round(bytes / 1024 / 1024)} MB, which is the most that is taken`);
      }
      yield chunk;
    }
    if (!response.complete) {
      throw new InputError(url, "the connection was closed before the end");
    }
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(url, complaint(error, stop.signal.aborted, total));
  } finally {
    clearTimeout(timer);
    stop.abort();
  }
}

/** An error on the way in is one on the way out: a pipe alone would wait for ever. */
function unpacked(response: IncomingMessage): Readable {
  const gunzip = createGunzip();
  response.on("error", (error) => gunzip.destroy(error));
  response.on("aborted", () => gunzip.destroy(new Error("aborted")));
  return response.pipe(gunzip);
}

function request(
  url: string,
  headers: Readonly<Record<string, string>>,
  { idle, signal }: { readonly idle: number; readonly signal: AbortSignal },
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { headers: { "accept-encoding": "gzip", "user-agent": "modelkeep", ...headers }, signal };
    const get = url.startsWith("https:") ? getHttps : getHttp;
    const started = get(url, options, (response) => {
      const status = response.statusCode ?? 0;
      if (status === 200) {
        resolve(response);
        return;
      }
      response.resume();
      const says = `the server answered ${status}${status >= 300 && status < 400 ? ", a redirection, which is not followed" : ""}`;
      reject(status === 403 || status === 404 ? new NotThereError(url, says) : new InputError(url, says));
    });
    started.setTimeout(idle, () => started.destroy(new Error(`no answer for ${Math.round(idle / 1000)} seconds`)));
    started.on("error", reject);
  });
}

function complaint(error: unknown, isOutOfTime: boolean, total: number): string {
  if (isOutOfTime) {
    return `not complete after ${Math.round(total / 1000)} seconds`;
  }
  const code: unknown = typeof error === "object" && error !== null && "code" in error ? error.code : undefined;
  const known: Readonly<Record<string, string>> = {
    ENOTFOUND: "no such host",
    EAI_AGAIN: "the name of the host cannot be resolved now",
    ECONNREFUSED: "the connection was refused",
    ECONNRESET: "the connection was closed before the end",
    Z_DATA_ERROR: "what it sends is not what it says: broken gzip",
    Z_BUF_ERROR: "the connection was closed before the end",
  };
  const said = typeof code === "string" ? known[code] : undefined;
  return `cannot be fetched: ${said ?? (error instanceof Error ? error.message : String(error))}`;
}
