import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { type MotoFront, startMotoFront } from "../../scripts/terraform/moto-front";

/** A server in moto's place: does what each call asks, and counts what runs at once. */
interface Backend {
  readonly server: Server;
  readonly calls: string[];
  readonly most: number;
}

let backend: Backend;
let front: MotoFront;

beforeEach(async () => {
  const calls: string[] = [];
  let running = 0;
  let most = 0;
  const server = createServer((call, response) => {
    running += 1;
    most = Math.max(most, running);
    let body = "";
    call.on("data", (part: Buffer) => {
      body += part.toString();
    });
    call.on("end", () => {
      calls.push(`${call.method} ${call.url} ${body}`);
      setTimeout(() => {
        running -= 1;
        const isFirst = calls.filter((each) => each.includes("/breaks")).length === 1;
        response.writeHead(call.url === "/breaks" && isFirst ? 500 : 200, { "X-Backend": "yes" });
        response.end(`answer ${calls.length}`);
      }, 20);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  backend = {
    server,
    calls,
    get most() {
      return most;
    },
  };
  front = await startMotoFront((server.address() as AddressInfo).port);
});

afterEach(() => {
  front.close();
  backend.server.close();
  backend.server.closeAllConnections();
});

function call(path: string, id: string | undefined, body = "Action=CreateNatGateway"): Promise<Response> {
  const headers: Record<string, string> = id === undefined ? {} : { "Amz-Sdk-Invocation-Id": id };
  return fetch(`${front.endpoint}${path}`, { method: "POST", body, headers });
}

test("a call passes with its body, and the answer comes back with its headers", async () => {
  const answer = await call("/", "a");
  expect(await answer.text()).toBe("answer 1");
  expect(answer.headers.get("x-backend")).toBe("yes");
  expect(backend.calls).toEqual(["POST / Action=CreateNatGateway"]);
});

test("a call that is sent again is done once, while it runs and after", async () => {
  const texts = await Promise.all([call("/", "a"), call("/", "a")].map(async (each) => (await each).text()));
  expect(texts).toEqual(["answer 1", "answer 1"]);
  expect(await (await call("/", "a")).text()).toBe("answer 1");
  expect(backend.calls).toHaveLength(1);
  expect(front.repeated).toBe(2);
});

test("other calls, and calls without an id, are done each time", async () => {
  for (const id of ["a", "b", undefined, undefined]) await call("/", id);
  expect(backend.calls).toHaveLength(4);
  expect(front.repeated).toBe(0);
});

test("a call that failed is done again when it is sent again, and is told of", async () => {
  expect((await call("/breaks", "a")).status).toBe(500);
  expect((await call("/breaks", "a")).status).toBe(200);
  expect(front.failures).toEqual(["500 POST /breaks: answer 1"]);
});

test("calls run one by one", async () => {
  await Promise.all(["a", "b", "c", "d"].map((id) => call("/", id)));
  expect(backend.calls).toHaveLength(4);
  expect(backend.most).toBe(1);
});

test("where nothing answers, the caller is told to try again", async () => {
  backend.server.closeAllConnections();
  await new Promise((resolve) => backend.server.close(resolve));
  expect((await call("/", "a")).status).toBe(503);
});
