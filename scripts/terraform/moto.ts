import { createServer } from "node:net";
import { cleanEnvironment } from "./environment";
import { startMotoFront } from "./moto-front";
import { type ProcessGroup, startGroup } from "./process";

/** Python and its imports take two seconds here; a loaded CI machine may need twenty. */
const START_SECONDS = 60;

const MOTO_SETTINGS: NodeJS.ProcessEnv = {
  // Roles attach AWS's own policies (AmazonEKSClusterPolicy); moto knows them only when asked to.
  MOTO_IAM_LOAD_MANAGED_POLICIES: "true",
  // moto makes boto3 clients of its own: without credentials they ask the instance metadata address.
  AWS_ACCESS_KEY_ID: "fake",
  AWS_SECRET_ACCESS_KEY: "fake",
  AWS_EC2_METADATA_DISABLED: "true",
};

/** A local AWS API. */
export interface MotoServer {
  /** For example `http://127.0.0.1:41234`. */
  readonly endpoint: string;
  /** Every request it answered, and its errors: what explains a failed apply. */
  log(): string;
  /** What went otherwise than with AWS: calls sent again, errors of moto's own. */
  notes(): readonly string[];
  /** Forgets everything that was created. */
  reset(): Promise<void>;
  /** Ends the server and waits until it is gone. */
  stop(): Promise<void>;
}

/** Starts moto on a free port of the loopback address and waits until it answers. */
export async function startMoto(motoServer: string): Promise<MotoServer> {
  const port = await freePort();
  const endpoint = `http://127.0.0.1:${port}`;
  const group = startGroup(motoServer, ["-H", "127.0.0.1", "-p", String(port)], {
    environment: cleanEnvironment(MOTO_SETTINGS),
  });
  try {
    await waitUntilItAnswers(group, endpoint);
  } catch (error) {
    group.end();
    throw error;
  }
  const front = await startMotoFront(port);
  return {
    endpoint: front.endpoint,
    log: () => [...front.failures, group.output.stdout + group.output.stderr].join("\n"),
    notes: () => [
      ...(front.repeated === 0 ? [] : [`${front.repeated} calls were sent again and answered as the first time`]),
      ...front.failures.map((failure) => `moto failed: ${failure.replace(/\s+/g, " ")}`),
    ],
    reset: async () => {
      const answer = await fetch(`${endpoint}/moto-api/reset`, { method: "POST", signal: AbortSignal.timeout(30_000) });
      if (!answer.ok) throw new Error(`moto_server did not reset: HTTP ${answer.status}`);
    },
    stop: async () => {
      front.close();
      group.end();
      await group.ended;
    },
  };
}

async function waitUntilItAnswers(group: ProcessGroup, endpoint: string): Promise<void> {
  let gone = false;
  void group.ended.then(() => {
    gone = true;
  });
  const deadline = Date.now() + START_SECONDS * 1000;
  while (Date.now() < deadline) {
    if (gone) throw new Error(`moto_server ended at its start: ${group.output.stderr.trim()}`);
    if (await answers(endpoint)) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`moto_server did not answer on ${endpoint} within ${START_SECONDS} s`);
}

async function answers(endpoint: string): Promise<boolean> {
  try {
    return (await fetch(`${endpoint}/moto-api/data.json`, { signal: AbortSignal.timeout(5000) })).ok;
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() => {
        if (typeof address === "object" && address !== null) resolve(address.port);
        else reject(new Error("no free port on 127.0.0.1"));
      });
    });
  });
}
