import { type EvaluationResult, runSimulation, type Simulation } from "@cloud-copilot/iam-simulate";
import { ACCOUNT, POLICY_VERSION, type Policy, type Principal, type RequestContext, session } from "./principals";
import type { Attributes, Synthesized } from "./stack";

export const REGION = "eu-west-1";

/** Issuer of the service account tokens of every cluster made here. */
export const OIDC_ISSUER = `oidc.eks.${REGION}.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE`;

/** What is asked for. */
export interface Call {
  readonly action: string;
  readonly resource: string;
  readonly context?: RequestContext;
  /** Account that the resource belongs to; ours when left out. */
  readonly account?: string;
  /** Id of the VPC endpoint that the call passes: its policy has a say, and `aws:SourceVpce` is its id. */
  readonly through?: string;
}

/** Condition keys whose names depend on an issuer or a service: the simulator's catalogue of keys cannot know them. */
const UNCATALOGUED_KEY = /"((?:oidc\.eks\.|kms:EncryptionContext:)[^"]+)":/g;

/** How AWS derives the attributes that policies refer to, by type and attribute. */
const ATTRIBUTES: Record<string, (name: string, attributes: Attributes) => string> = {
  "aws_cloudwatch_log_group.arn": (_, { name }) => `arn:aws:logs:${REGION}:${ACCOUNT}:log-group:${name}`,
  "aws_ecr_repository.arn": (_, { name }) => `arn:aws:ecr:${REGION}:${ACCOUNT}:repository/${name}`,
  "aws_ecr_repository.name": (_, { name }) => `${name}`,
  "aws_eks_cluster.arn": (_, { name }) => `arn:aws:eks:${REGION}:${ACCOUNT}:cluster/${name}`,
  "aws_iam_openid_connect_provider.arn": () => `arn:aws:iam::${ACCOUNT}:oidc-provider/${OIDC_ISSUER}`,
  "aws_iam_policy.arn": (_, { name }) => `arn:aws:iam::${ACCOUNT}:policy/${name}`,
  "aws_iam_role.arn": (_, { name }) => `arn:aws:iam::${ACCOUNT}:role/${name}`,
  "aws_kms_key.arn": (name) => `arn:aws:kms:${REGION}:${ACCOUNT}:key/${name}`,
  "aws_s3_bucket.arn": (_, { bucket }) => `arn:aws:s3:::${bucket}`,
  "aws_vpc_endpoint.id": (name) => `vpce-${name.toLowerCase()}`,
};

/** The AWS account after a stack was applied: its roles, its policies, and a simulator of IAM that answers calls. */
export class SimulatedAccount {
  constructor(private readonly stack: Synthesized) {}

  /** The account after somebody added a statement to one policy by mistake. */
  public widened(
    type: string,
    path: string,
    statement: Record<string, unknown>,
    attribute = "policy",
  ): SimulatedAccount {
    return this.rewritten(type, path, attribute, (statements) => [...statements, statement]);
  }

  /** The account after somebody took the statement `sid` out of a policy: whatever it refused must turn up. */
  public without(type: string, path: string, sid: string): SimulatedAccount {
    return this.rewritten(type, path, "policy", (statements) => statements.filter(({ Sid }) => Sid !== sid));
  }

  /** ARN of the resource that the construct at `path` made, as in `models/Key`. */
  public arn(type: string, path: string): string {
    return this.attribute(type, this.nameOf(type, path), "arn");
  }

  /** Id of the VPC endpoint at `path`. */
  public endpoint(path: string): string {
    return this.attribute("aws_vpc_endpoint", this.nameOf("aws_vpc_endpoint", path), "id");
  }

  /** A session of the role at `path`: its inline policies and its boundary. What AWS maintains is not resolved. */
  public role(path: string): Principal {
    const name = this.nameOf("aws_iam_role", path);
    const attributes = this.attributes("aws_iam_role", name);
    const attached = Object.values(this.stack.resource.aws_iam_role_policy ?? {}).filter(
      ({ role }) => role === `\${aws_iam_role.${name}.id}`,
    );
    const boundary = attributes.permissions_boundary;
    return {
      ...session(`${attributes.name}`),
      policies: attached.map(({ policy }) => this.policy(policy)),
      ...(typeof boundary === "string" && { boundary: this.policyWithArn(this.resolve(boundary)) }),
    };
  }

  /** Names of the policies of AWS that are attached to the role at `path`. */
  public managedPolicies(path: string): string[] {
    const role = `\${aws_iam_role.${this.nameOf("aws_iam_role", path)}.name}`;
    return Object.values(this.stack.resource.aws_iam_role_policy_attachment ?? {})
      .filter((attachment) => attachment.role === role)
      .map(({ policy_arn }) => this.resolve(`${policy_arn}`).replace(/^arn:aws:iam::aws:policy\//, ""));
  }

  /** The verdict of IAM on the call. Throws when the question itself is wrong, so that no denial is one by accident. */
  public async ask(principal: Principal, call: Call): Promise<EvaluationResult> {
    const outcome = await runSimulation(withCataloguedKeys(this.simulation(principal, call)), {});
    if (outcome.resultType === "error") {
      throw new Error(`${call.action} on ${call.resource}: ${JSON.stringify(outcome.errors)}`);
    }
    const ignored = outcome.resultType === "single" ? (outcome.result.ignoredContextKeys ?? []) : [];
    if (ignored.some((key) => call.context?.[key] !== undefined)) {
      throw new Error(`${call.action} on ${call.resource} knows no ${ignored.join(", ")}`);
    }
    return outcome.overallResult;
  }

  private rewritten(
    type: string,
    path: string,
    attribute: string,
    rewrite: (statements: Policy["Statement"]) => Policy["Statement"],
  ): SimulatedAccount {
    const stack: Synthesized = JSON.parse(JSON.stringify(this.stack));
    const attributes = stack.resource[type]?.[this.nameOf(type, path)] ?? {};
    const policy: Policy = JSON.parse(`${attributes[attribute]}`);
    attributes[attribute] = JSON.stringify({ ...policy, Statement: rewrite(policy.Statement) });
    return new SimulatedAccount(stack);
  }

  private simulation(principal: Principal, call: Call): Simulation {
    const account = call.account ?? ACCOUNT;
    const resourcePolicy = this.resourcePolicy(call.resource, account);
    return {
      request: {
        principal: principal.arn,
        action: call.action,
        resource: { resource: call.resource, accountId: account },
        contextVariables: { ...defaults(call, account), ...principal.context, ...call.context },
      },
      identityPolicies: principal.policies.map((policy, index) => ({ name: `identity ${index + 1}`, policy })),
      serviceControlPolicies: [],
      resourceControlPolicies: [],
      ...(resourcePolicy && { resourcePolicy }),
      ...(principal.boundary && { permissionBoundaryPolicies: [{ name: "boundary", policy: principal.boundary }] }),
      ...(call.through && {
        vpcEndpointPolicies: [{ name: call.through, policy: this.endpointPolicy(call.through) }],
      }),
      additionalSettings: { s3: { blockPublicAccess: account === ACCOUNT } },
    };
  }

  /** The policy of the bucket, key, role or repository that is asked for. */
  private resourcePolicy(resource: string, account: string): Policy | undefined {
    const [, , service, , , ...rest] = resource.split(":");
    const name = rest.join(":");
    if (account !== ACCOUNT) {
      return service === undefined ? undefined : openPolicy(service);
    }
    switch (service) {
      case "s3":
        return this.attachedPolicy(
          "aws_s3_bucket",
          `arn:aws:s3:::${name.split("/")[0]}`,
          "aws_s3_bucket_policy",
          "bucket",
        );
      case "ecr":
        return this.attachedPolicy("aws_ecr_repository", resource, "aws_ecr_repository_policy", "repository");
      case "kms":
        return this.ownPolicy("aws_kms_key", resource, "policy") ?? trustAccount("kms:*", "*");
      case "iam":
        return this.ownPolicy("aws_iam_role", resource, "assume_role_policy");
      default:
        return undefined;
    }
  }

  private ownPolicy(type: string, arn: string, attribute: string): Policy | undefined {
    const name = this.nameWithArn(type, arn);
    return name === undefined ? undefined : this.policy(this.attributes(type, name)[attribute]);
  }

  private attachedPolicy(type: string, arn: string, policyType: string, link: string): Policy | undefined {
    const name = this.nameWithArn(type, arn);
    const attached = Object.values(this.stack.resource[policyType] ?? {}).find((attributes) =>
      `${attributes[link]}`.startsWith(`\${${type}.${name}.`),
    );
    return attached && this.policy(attached.policy);
  }

  private endpointPolicy(endpointId: string): Policy {
    const [, attributes] =
      Object.entries(this.stack.resource.aws_vpc_endpoint ?? {}).find(
        ([name]) => this.attribute("aws_vpc_endpoint", name, "id") === endpointId,
      ) ?? [];
    if (attributes === undefined) {
      throw new Error(`no VPC endpoint ${endpointId}`);
    }
    return this.policy(attributes.policy);
  }

  private policyWithArn(arn: string): Policy {
    const policy = this.ownPolicy("aws_iam_policy", arn, "policy");
    if (policy === undefined) {
      throw new Error(`no policy ${arn}`);
    }
    return policy;
  }

  private policy(json: unknown): Policy {
    return JSON.parse(this.resolve(`${json}`));
  }

  /** Replaces what Terraform would: every reference must have a meaning here, or a policy would be judged as text. */
  private resolve(text: string): string {
    return text.replace(/\$\{([^}]+)\}/g, (_, expression: string) => this.valueOf(expression));
  }

  private valueOf(expression: string): string {
    const [first, second, third, fourth] = expression.split(".");
    if (first === "data") {
      return lookup(`${second}.${fourth}`);
    }
    if (first === "local" && `${this.stack.locals?.[`${second}`]}`.includes("oidc[0].issuer")) {
      return OIDC_ISSUER;
    }
    return this.attribute(`${first}`, `${second}`, `${third}`);
  }

  private attribute(type: string, name: string, attribute: string): string {
    const derive = ATTRIBUTES[`${type}.${attribute}`];
    if (derive === undefined) {
      throw new Error(`no sample value for ${type}.${name}.${attribute}`);
    }
    return this.resolve(derive(name, this.attributes(type, name)));
  }

  private attributes(type: string, name: string): Attributes {
    const attributes = this.stack.resource[type]?.[name];
    if (attributes === undefined) {
      throw new Error(`no ${type}.${name}`);
    }
    return attributes;
  }

  private nameWithArn(type: string, arn: string): string | undefined {
    return Object.keys(this.stack.resource[type] ?? {}).find((name) => this.attribute(type, name, "arn") === arn);
  }

  /** Terraform names end with a hash of the path; the path is what people know. */
  private nameOf(type: string, path: string): string {
    const beginning = `${path.replaceAll("/", "_")}_`;
    const [name, ...more] = Object.keys(this.stack.resource[type] ?? {}).filter(
      (candidate) => candidate.startsWith(beginning) && /^[0-9A-F]{8}$/.test(candidate.slice(beginning.length)),
    );
    if (name === undefined || more.length > 0) {
      const names = Object.keys(this.stack.resource[type] ?? {}).join(", ");
      throw new Error(`${more.length} more than one ${type} at ${path} among ${names}`);
    }
    return name;
  }
}

/**
 * Calls uncatalogued keys by the name of a tag, in policies and request alike: IAM compares keys by name, and the simulator
 * leaves keys out that it does not know, which would refuse everything.
 */
function withCataloguedKeys(simulation: Simulation): Simulation {
  const rename = (_: string, key: string) => `"aws:PrincipalTag/${key.replace(/[^A-Za-z0-9]/g, "-")}":`;
  return JSON.parse(JSON.stringify(simulation).replace(UNCATALOGUED_KEY, rename));
}

/** What every request carries: modern TLS, no detour over a service, the owner of what is asked for. */
function defaults(call: Call, account: string): RequestContext {
  return {
    "aws:SecureTransport": "true",
    "aws:ViaAWSService": "false",
    "aws:ResourceAccount": account,
    ...(call.action.startsWith("s3:") && { "s3:TlsVersion": "1.3" }),
    ...(call.action.startsWith("kms:") && { "kms:CallerAccount": ACCOUNT }),
    ...(call.through && { "aws:SourceVpce": call.through }),
  };
}

function lookup(attribute: string): string {
  const values: Record<string, string> = {
    "aws_caller_identity.account_id": ACCOUNT,
    "aws_partition.partition": "aws",
    "aws_region.id": REGION,
  };
  const value = values[attribute];
  if (value === undefined) {
    throw new Error(`no sample value for data.${attribute}`);
  }
  return value;
}

/** What a thief's own bucket, key or role looks like: it lets everybody in. */
function openPolicy(serviceName: string): Policy {
  const isRole = serviceName === "iam";
  return {
    Version: POLICY_VERSION,
    Statement: [
      {
        Effect: "Allow",
        Principal: "*",
        Action: isRole ? "sts:*" : `${serviceName}:*`,
        ...(!isRole && { Resource: "*" }),
      },
    ],
  };
}

/** The policy that AWS gives a key when nobody gives one: IAM decides. */
function trustAccount(action: string, resource: string): Policy {
  return {
    Version: POLICY_VERSION,
    Statement: [
      { Effect: "Allow", Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: action, Resource: resource },
    ],
  };
}
