import { createServer, type IncomingMessage, request, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

/** The id that AWS's SDKs give a call and keep when they send it again. */
const INVOCATION = "amz-sdk-invocation-id";

/** Far more calls than are ever under way; older answers are asked for no more. */
const REMEMBERED = 5000;

interface Answer {
  readonly status: number;
  readonly headers: readonly string[];
  readonly body: Buffer;
}

/** What stands before moto. */
export interface MotoFront {
  /** For example `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  /** Calls that were sent again and got the first one's answer. */
  readonly repeated: number;
  /** Lines about calls that moto failed: the status and the first words of the answer. */
  readonly failures: readonly string[];
  close(): void;
}

/**
 * Gives moto what AWS has and it lacks: calls are idempotent, and none runs into another.
 *
 * An SDK sends a call again when its answer is lost or is an error of the server. AWS recognises it; moto does it twice and
 * calls what is there already, or gone already, an error (`Resource.AlreadyAssociated`, `InvalidPermission.NotFound`). Here a
 * call that is known by its invocation id gets the answer of the first. moto's threads also trip over one another under
 * load, so that calls go to it one by one.
 */
export async function startMotoFront(motoPort: number): Promise<MotoFront> {
  const answers = new Map<string, Promise<Answer>>();
  const failures: string[] = [];
  let repeated = 0;
  let last: Promise<unknown> = Promise.resolve();

  const once = (call: IncomingMessage, body: Buffer): Promise<Answer> => {
    const answer = last.then(() => ask(motoPort, call, body));
    last = answer.catch(() => undefined);
    return answer;
  };
  const answerTo = async (call: IncomingMessage, body: Buffer): Promise<Answer> => {
    const id = String(call.headers[INVOCATION] ?? "");
    const known = id === "" ? undefined : answers.get(id);
    if (known !== undefined) {
      repeated += 1;
      return known;
    }
    const answer = once(call, body);
    if (id !== "") remember(answers, id, answer);
    const { status, body: text } = await answer;
    if (status >= 500) {
      failures.push(`${status} ${call.method} ${call.url}: ${text.toString("utf8").slice(0, 300)}`);
      // Nothing was done, or not all of it: the next try is a new one.
      answers.delete(id);
    }
    return answer;
  };

  const server = createServer((call, response) => {
    void serve(call, response, answerTo);
  });
  const port = await listen(server);
  return {
    endpoint: `http://127.0.0.1:${port}`,
    get repeated() {
      return repeated;
    },
    failures,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

async function serve(
  call: IncomingMessage,
  response: ServerResponse,
  answerTo: (call: IncomingMessage, body: Buffer) => Promise<Answer>,
): Promise<void> {
  try {
    const parts: Buffer[] = [];
    for await (const part of call) parts.push(part as Buffer);
    const { status, headers, body } = await answerTo(call, Buffer.concat(parts));
    response.writeHead(status, headers as string[]);
    response.end(body);
  } catch (error) {
    response.writeHead(503).end(error instanceof Error ? error.message : String(error));
  }
}

function remember(answers: Map<string, Promise<Answer>>, id: string, answer: Promise<Answer>): void {
  answers.set(id, answer);
  answer.catch(() => answers.delete(id));
  const [oldest] = answers.keys();
  if (answers.size > REMEMBERED && oldest !== undefined) answers.delete(oldest);
}

/** The call as it came, on a connection of its own: moto's server keeps none. */
function ask(port: number, call: IncomingMessage, body: Buffer): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const headers = withoutHopHeaders(call.rawHeaders);
    // What came in pieces goes on as a whole.
    if (call.headers["content-length"] === undefined && body.length > 0)
      headers.push("Content-Length", String(body.length));
    const outgoing = request(
      { host: "127.0.0.1", port, method: call.method, path: call.url, headers, agent: false },
      (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", reject);
        answer.on("end", () =>
          resolve({
            status: answer.statusCode ?? 502,
            headers: withoutHopHeaders(answer.rawHeaders),
            body: Buffer.concat(parts),
          }),
        );
      },
    );
    outgoing.on("error", reject);
    outgoing.end(body);
  });
}

/** Names and values by turns, without those that belong to one connection. */
function withoutHopHeaders(raw: readonly string[]): string[] {
  const kept: string[] = [];
  for (let index = 0; index < raw.length; index += 2) {
    const name = raw[index] ?? "";
    if (!/^(connection|keep-alive|transfer-encoding|expect)$/i.test(name)) {
      kept.push(name, raw[index + 1] ?? "");
    }
  }
  return kept;
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}
