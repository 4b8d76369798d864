import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import { type Problem, ValidationError } from "./errors";
import { noteMaking } from "./made-at";
import { ServingTier } from "./tier";

const ARN = /^arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9-]*:(\d{12})?:.+$/;
/** No wildcard: in a condition it would speak for every role. */
const ROLE_ARN = /^arn:aws[a-z-]*:iam::\d{12}:role\/[\w+=,.@/-]+$/;
const KUBERNETES_NAME = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const IMAGE_BY_DIGEST = /^([a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?|[a-z0-9-]+:\d+)\/[a-z0-9._/-]+@sha256:[0-9a-f]{64}$/;

/**
 * Collects everything that is wrong with the properties of one construct, then throws once.
 *
 * A value that Terraform knows only at apply (a token) is never compared as if it were the value: where the comparison
 * matters, the token itself is the problem; where it does not, the rule is skipped.
 */
export class Validator {
  private readonly problems: Problem[] = [];

  constructor(
    private readonly construct: IConstruct,
    private readonly subject: string,
  ) {
    noteMaking(construct);
  }

  /** Reports a problem unless `holds`. */
  public require(holds: boolean, problem: Problem): this {
    if (!holds) {
      this.problems.push(problem);
    }
    return this;
  }

  /**
   * Ends the validation at once when a required property is missing, which a compiler would have told but a program that runs
   * uncompiled does not know. Nothing else can be judged then.
   *
   * @throws ValidationError that names all missing properties
   */
  public given<P extends object>(props: P, ...required: readonly (keyof P & string)[]): this {
    const given: Partial<P> = props ?? {};
    const missing = required.filter((property) => given[property] === undefined || given[property] === null);
    for (const property of missing) {
      this.require(false, {
        code: "MK_MISSING",
        message: `${property} is missing.`,
        remedy: `Give ${property}: it has no default.`,
      });
    }
    if (missing.length > 0) {
      this.done();
    }
    return this;
  }

  /**
   * Reports a value that is a token although its literal value is needed at synthesis.
   *
   * @returns whether the value is there and literal, so that further rules may look at it
   */
  public literal(property: string, value: unknown): boolean {
    if (value === undefined) {
      return false;
    }
    if (!Token.isUnresolved(value)) {
      return true;
    }
    this.require(false, {
      code: "MK_LITERAL_REQUIRED",
      message: `${property} is a token, which is known only to Terraform, but its value is compared at synthesis.`,
      remedy: `Give ${property} a literal value.`,
    });
    return false;
  }

  /** Requires a literal whole number from `minimum` to `maximum`; undefined is accepted. */
  public wholeNumber(property: string, value: number | undefined, minimum: number, maximum: number): this {
    if (value === undefined || !this.literal(property, value)) {
      return this;
    }
    return this.require(Number.isInteger(value) && value >= minimum && value <= maximum, {
      code: "MK_NUMBER_RANGE",
      message: `${property} is ${shown(value)}, not a whole number from ${minimum} to ${maximum}.`,
      remedy: `Set ${property} to a whole number from ${minimum} to ${maximum}.`,
    });
  }

  /** Requires `minimum <= maximum`, both literal numbers. Tokens are reported by the rules for each of them. */
  public range(minimumProperty: string, minimum: number, maximumProperty: string, maximum: number): this {
    if (Token.isUnresolved(minimum) || Token.isUnresolved(maximum) || Number.isNaN(maximum - minimum)) {
      return this;
    }
    return this.require(minimum <= maximum, {
      code: "MK_POOL_RANGE",
      message: `${maximumProperty} is ${maximum}, below ${minimumProperty} ${minimum}.`,
      remedy: `Set ${maximumProperty} to ${minimum} or more, or lower ${minimumProperty}.`,
    });
  }

  /** Requires a literal that matches `pattern`; undefined is accepted. */
  public matches(property: string, value: string | undefined, pattern: RegExp, allowed: string): this {
    if (value === undefined || !this.literal(property, value)) {
      return this;
    }
    if (typeof value !== "string") {
      return this.require(false, {
        code: "MK_TYPE",
        message: `${property} is ${shown(value)}, not a string.`,
        remedy: `Put ${property} in quotes: ${allowed}.`,
      });
    }
    const looksLikeArn = value.startsWith("arn:");
    return this.require(pattern.test(value), {
      code: looksLikeArn ? "MK_NAME_NOT_ARN" : "MK_NAME_FORMAT",
      message: looksLikeArn
        ? `${property} is "${value}", an ARN where a name belongs.`
        : `${property} is "${value}", which is not ${allowed}.`,
      remedy: looksLikeArn ? `Give the name alone: ${allowed}.` : `Set ${property} to ${allowed}.`,
    });
  }

  /** Requires an ARN of `service`; a token is accepted, for most ARNs are known only after apply. */
  public arn(property: string, value: string | undefined, service: string): this {
    if (value === undefined || Token.isUnresolved(value)) {
      return this;
    }
    return this.require(ARN.test(value) && value.split(":")[2] === service, {
      code: "MK_ARN_FORMAT",
      message: `${property} is "${value}", which is not the ARN of a resource of ${service}.`,
      remedy: `Give the full ARN, as in arn:aws:${service}:...`,
    });
  }

  /** Requires the ARN of an IAM role: never a user, never the account root. */
  public roleArn(property: string, value: string | undefined): this {
    if (value === undefined || Token.isUnresolved(value)) {
      return this;
    }
    return this.require(ROLE_ARN.test(value), {
      code: "MK_ROLE_ARN",
      message: `${property} is "${value}", which is not the ARN of an IAM role.`,
      remedy:
        "Give the ARN of a role, as in arn:aws:iam::111122223333:role/ci; users and the account root are refused.",
    });
  }

  /** Requires a name that Kubernetes takes for a namespace or an object (RFC 1123 label). */
  public kubernetesName(property: string, value: string | undefined): this {
    return this.matches(
      property,
      value,
      KUBERNETES_NAME,
      "a Kubernetes name: 1 to 63 lower-case letters, digits and hyphens, beginning and ending with a letter or digit",
    );
  }

  /** Requires one of the serving tiers; a program that runs uncompiled may give any word. */
  public tier(property: string, value: ServingTier): this {
    return this.require(Object.values(ServingTier).includes(value), {
      code: "MK_TIER",
      message: `${property} is "${value}", which is not a serving tier.`,
      remedy: "Use ServingTier.DEVELOPMENT, ServingTier.STAGING or ServingTier.PRODUCTION.",
    });
  }

  /** Requires a namespace of a tenant's own: `default` and those of the system are shared. */
  public tenantNamespace(property: string, value: string): this {
    this.kubernetesName(property, value);
    return this.require(value !== "default" && !value.startsWith("kube-"), {
      code: "MK_NAMESPACE_SHARED",
      message: `${property} is "${value}", which everybody or the system shares.`,
      remedy: "Name the tenant's own namespace.",
    });
  }

  /** Requires a service account of a model's own: every pod of a namespace shares `default`. */
  public ownServiceAccount(property: string, value: string): this {
    this.kubernetesName(property, value);
    return this.require(value !== "default", {
      code: "MK_SERVICE_ACCOUNT_SHARED",
      message: `${property} is "default", which every pod of the namespace shares.`,
      remedy: "Name a service account of the model's own.",
    });
  }

  /** Requires a container image named by registry, repository and digest. A token is accepted. */
  public imageByDigest(property: string, value: string | undefined): this {
    if (value === undefined || Token.isUnresolved(value)) {
      return this;
    }
    return this.require(IMAGE_BY_DIGEST.test(value), {
      code: "MK_IMAGE_DIGEST",
      message: `${property} is "${value}", which does not name an image by registry, repository and digest.`,
      remedy: `Name it as registry/repository@sha256:<64 hexadecimal digits>; a tag can be moved to other code.`,
    });
  }

  /**
   * Ends the validation.
   *
   * @throws ValidationError with all problems, if there are any
   */
  public done(): void {
    if (this.problems.length > 0) {
      throw new ValidationError(this.construct.node.path, this.subject, this.problems);
    }
  }
}

/** A value as a program would write it: a string in quotes, so that "4" is told from 4. */
function shown(value: unknown): string {
  return typeof value === "string" ? `"${value}"` : String(value);
}
