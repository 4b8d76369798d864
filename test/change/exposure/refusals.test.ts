import type { EstateSource } from "../../support/estates";
import { change, testChanges } from "./shown";

const QUEUE = "aws_sqs_queue.jobs";

function queue(...statements: readonly object[]): EstateSource {
  const policy = JSON.stringify({ Version: "2012-10-17", Statement: statements });
  return { resource: { aws_sqs_queue: { jobs: { name: "jobs", policy } } } };
}

const ALLOW = { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" };
const DENY = { ...ALLOW, Effect: "Deny" };

describe("refusals that go, and conditions that limit nothing", () => {
  testChanges([
    {
      name: "a refusal of one action opens it",
      before: queue(ALLOW, { ...DENY, Action: "sqs:ReceiveMessage" }),
      after: queue(ALLOW),
      gained: [`${QUEUE} < internet anyone: sqs:*`],
      lost: [],
    },
    {
      name: "a refusal of other actions opens nothing",
      before: queue({ ...ALLOW, Action: "sqs:SendMessage" }, { ...DENY, Action: "sqs:ReceiveMessage" }),
      after: queue({ ...ALLOW, Action: "sqs:SendMessage" }),
      gained: [],
      lost: [],
    },
    {
      name: "a refusal that comes closes what it is about, and the rest stays",
      before: queue(ALLOW),
      after: queue(ALLOW, { ...DENY, Action: "sqs:ReceiveMessage" }),
      gained: [],
      lost: [`${QUEUE} < internet anyone; sqs:* (not sqs:ReceiveMessage) stays open: sqs:*`],
    },
    {
      name: "a refusal with two conditions leaves whoever fails one of them",
      before: queue(ALLOW, {
        ...DENY,
        Condition: {
          StringNotEquals: { "aws:PrincipalOrgID": "o-1" },
          ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::444455556666:role/x" },
        },
      }),
      after: queue(ALLOW),
      gained: [`${QUEUE} < internet anyone: sqs:*`],
      lost: [],
    },
    ...(
      [
        ["aws:PrincipalOrgID", "o-*"],
        ["aws:SourceVpc", "vpc-*"],
        ["aws:PrincipalAccount", "1*"],
        ["aws:PrincipalArn", "arn:aws:iam::*:role/reader"],
      ] as const
    ).map(([key, value]) => ({
      name: `${key} ${value} limits nothing`,
      before: queue(),
      after: queue({ ...ALLOW, Condition: { StringLike: { [key]: value } } }),
      gained: [`${QUEUE} < internet anyone if StringLike ${key} ${value}: sqs:*`],
      lost: [],
    })),
  ]);
});

test("a refusal of a prefix that goes opens the prefix", () => {
  const statement = { Effect: "Allow", Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::models/*" };
  const refusal = { ...statement, Effect: "Deny", Resource: "arn:aws:s3:::models/private/*" };
  const bucket = (...Statement: readonly object[]): EstateSource => ({
    resource: {
      aws_s3_bucket: { models: { bucket: "models" } },
      aws_s3_bucket_policy: { models: { bucket: "models", policy: JSON.stringify({ Statement }) } },
    },
  });
  expect(change(bucket(statement, refusal), bucket(statement))).toEqual({
    gained: ["aws_s3_bucket.models < internet anyone: s3:GetObject"],
    lost: [],
  });
});

describe("annotations that limit who comes in", () => {
  const metadata = (annotations: object): object => ({ name: "m", namespace: "t", annotations });
  const backend = { service: { name: "m", port: { number: 80 } } };
  const ingress = (annotations: object): EstateSource => ({
    manifests: [
      {
        apiVersion: "networking.k8s.io/v1",
        kind: "Ingress",
        metadata: metadata(annotations),
        spec: { rules: [{ host: "x", http: { paths: [{ path: "/", pathType: "Prefix", backend }] } }] },
      },
    ],
  });
  const service = (annotations: object): EstateSource => ({
    manifests: [
      {
        apiVersion: "v1",
        kind: "Service",
        metadata: metadata(annotations),
        spec: { type: "LoadBalancer", ports: [{ port: 80 }] },
      },
    ],
  });
  const PUBLIC = { "alb.ingress.kubernetes.io/scheme": "internet-facing" };

  test.each([
    [
      "ranges of nginx",
      ingress({ "nginx.ingress.kubernetes.io/whitelist-source-range": "10.0.0.0/8" }),
      ingress({}),
      "Service/m < internet 0.0.0.0/0: x ?",
    ],
    [
      "authentication of nginx",
      ingress({ "nginx.ingress.kubernetes.io/auth-url": "https://oauth" }),
      ingress({}),
      "Service/m < internet 0.0.0.0/0: x ?",
    ],
    [
      "ranges of a load balancer",
      ingress({ ...PUBLIC, "alb.ingress.kubernetes.io/inbound-cidrs": "203.0.113.0/24, 10.0.0.0/8" }),
      ingress(PUBLIC),
      "Service/m < internet 0.0.0.0/0: x",
    ],
    [
      "an internal class",
      ingress({ "kubernetes.io/ingress.class": "internal" }),
      ingress({ "kubernetes.io/ingress.class": "public" }),
      "Service/m < internet 0.0.0.0/0: x ?",
    ],
    [
      "ranges of a Service",
      service({ "service.beta.kubernetes.io/load-balancer-source-ranges": "10.0.0.0/8" }),
      service({}),
      "Service/m < internet 0.0.0.0/0: tcp 80",
    ],
  ])("%s that go open it", (_, before, after, gained) => {
    expect(change(before, after).gained).toEqual([gained]);
  });
});
