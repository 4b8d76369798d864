import { evaluate } from "@marcbachmann/cel-js";
import { CONVENIENCE_VALUES, ROLES } from "./google-roles";
import type { Attributes, Synthesized } from "./stack";

/** Project that every Google stack of the tests is applied in, and its number. */
export const PROJECT = "acme-vision";
export const PROJECT_NUMBER = "123456789012";

/** Cloud Storage's own identity in the project: it encrypts and decrypts, whoever reads or writes. */
export const STORAGE_AGENT = `serviceAccount:service-${PROJECT_NUMBER}@gs-project-accounts.iam.gserviceaccount.com`;

/** Somebody as IAM sees them: every way in which a policy can name them. */
export interface GoogleCaller {
  readonly members: readonly string[];
}

/** One call: a permission on an object, a managed folder, a bucket, a service account or a key. */
export interface GoogleCall {
  readonly permission: string;
  readonly bucket?: string;
  readonly object?: string;
  readonly folder?: string;

  /** E-mail address of a service account. */
  readonly account?: string;

  /** Name of a key's resource in the stack, by the path of its construct, as in `models/Key`. */
  readonly key?: string;
}

interface Condition {
  readonly title: string;
  readonly expression: string;
}

interface Binding {
  readonly role: string;
  readonly members: readonly string[];
  readonly condition?: Condition;
}

/** What conditions see of the resource that is asked for. */
interface Resource {
  readonly service: string;
  readonly type: string;
  readonly name: string;
}

const PUBLIC = ["allUsers", "allAuthenticatedUsers"];

/**
 * Asked of the bucket, whatever is asked about: a condition on names of objects does not hold for them.
 *
 * @see https://cloud.google.com/storage/docs/access-control/iam#conditions
 */
const OF_THE_BUCKET = ["storage.objects.list", "storage.multipartUploads.list", "storage.folders.list"];

/** IAM's limits: logical operators in a condition; bindings of one role to one member that differ in their condition. */
const MAXIMUM_OPERATORS = 12;
const MAXIMUM_CONDITIONS = 20;

/**
 * A project after a stack was applied: the policies of its buckets, keys and service accounts as Google would hold them, what
 * Google puts into them by itself included.
 *
 * Anything that it does not know (a role, a reference, an attribute in a condition) is an error: no refusal is one by accident.
 */
export class SimulatedProject {
  constructor(private readonly stack: Synthesized) {
    for (const type of [
      "google_storage_bucket_iam_policy",
      "google_project_iam_member",
      "google_project_iam_binding",
    ]) {
      if (stack.resource[type] !== undefined) {
        throw new Error(`${type} is not simulated`);
      }
    }
    for (const bucket of this.bucketNames()) {
      this.requireAcceptable(this.bucketPolicy(bucket));
    }
  }

  /** The project after somebody changed the attributes of a resource, or made another, by mistake. */
  public changed(type: string, name: string, attributes: Attributes): SimulatedProject {
    const stack: Synthesized = JSON.parse(JSON.stringify(this.stack));
    stack.resource[type] = { ...stack.resource[type], [name]: { ...stack.resource[type]?.[name], ...attributes } };
    return new SimulatedProject(stack);
  }

  /** The project after somebody took a resource out. */
  public without(type: string, path: string): SimulatedProject {
    const stack: Synthesized = JSON.parse(JSON.stringify(this.stack));
    delete stack.resource[type]?.[this.nameOf(type, path)];
    return new SimulatedProject(stack);
  }

  /** Terraform name of the resource that the construct at `path` made, as in `models/Key`. Paths end with a hash. */
  public nameOf(type: string, path: string): string {
    const beginning = `${path.replaceAll("/", "_")}_`;
    const names = Object.keys(this.stack.resource[type] ?? {});
    const [name, ...more] = names.filter(
      (candidate) => candidate.startsWith(beginning) && /^[0-9A-F]{8}$/.test(candidate.slice(beginning.length)),
    );
    if (name === undefined || more.length > 0) {
      throw new Error(`not one ${type} at ${path} among ${names.join(", ")}`);
    }
    return name;
  }

  /** E-mail address of the service account at `path`. */
  public accountAt(path: string): string {
    return this.emailOf(this.nameOf("google_service_account", path));
  }

  /** Whether IAM lets the caller do it; with the service accounts that the caller may act as, as GKE's metadata server does. */
  public allows(caller: GoogleCaller, call: GoogleCall): boolean {
    const members = [...caller.members, ...this.impersonated(caller)];
    return this.allowsMembers(members, call) && this.canCipher(call);
  }

  /** Service accounts that the caller obtains tokens of. */
  private impersonated({ members }: GoogleCaller): string[] {
    return Object.keys(this.stack.resource.google_service_account ?? {})
      .map((name) => this.emailOf(name))
      .filter((account) => this.allowsMembers(members, { permission: "iam.serviceAccounts.getAccessToken", account }))
      .map((email) => `serviceAccount:${email}`);
  }

  private allowsMembers(members: readonly string[], call: GoogleCall): boolean {
    const resource = resourceOf(call);
    return this.policyFor(call)
      .filter((binding) => binding.members.some((member) => members.includes(member)))
      .filter(({ role }) => permissionsOf(role).includes(call.permission))
      .some(({ condition }) => condition === undefined || holds(condition, resource));
  }

  /** Plain text comes and goes through the bucket's key, which the service agent must be able to use. */
  private canCipher({ permission, bucket }: GoogleCall): boolean {
    if (bucket === undefined || !["storage.objects.get", "storage.objects.create"].includes(permission)) {
      return true;
    }
    const key = this.bucketAttributes(bucket)?.encryption;
    if (key === undefined) {
      return true;
    }
    const [, name] = /^\$\{google_kms_crypto_key\.([\w-]+)\.id}$/.exec(String(Object(key).default_kms_key_name)) ?? [];
    const use = permission.endsWith("get") ? "useToDecrypt" : "useToEncrypt";
    return this.keyPolicy(`${name}`).some(
      ({ role, members }) =>
        members.includes(STORAGE_AGENT) && permissionsOf(role).includes(`cloudkms.cryptoKeyVersions.${use}`),
    );
  }

  private policyFor({ bucket, account, key }: GoogleCall): Binding[] {
    if (bucket !== undefined) {
      return this.bucketPolicy(bucket);
    }
    if (account !== undefined) {
      return this.accountPolicy(account);
    }
    return this.keyPolicy(this.nameOf("google_kms_crypto_key", `${key}`));
  }

  /** Buckets that are made here, and those that grants name. */
  private bucketNames(): string[] {
    const made = Object.values(this.stack.resource.google_storage_bucket ?? {}).map(({ name }) => `${name}`);
    const granted = this.grants("google_storage_bucket_iam_member").map(({ bucket }) => this.resolve(`${bucket}`));
    return [...new Set([...made, ...granted])];
  }

  private bucketAttributes(name: string): Attributes | undefined {
    return Object.values(this.stack.resource.google_storage_bucket ?? {}).find((bucket) => bucket.name === name);
  }

  private bucketPolicy(bucket: string): Binding[] {
    const own = this.bucketAttributes(bucket);
    const isOf = (attributes: Attributes): boolean => this.resolve(`${attributes.bucket}`) === bucket;
    const authoritative = this.grants("google_storage_bucket_iam_binding")
      .filter(isOf)
      .map((it) => this.binding(it));
    const added = this.grants("google_storage_bucket_iam_member")
      .filter(isOf)
      .map((it) => this.binding(it));
    const given = own === undefined ? [] : convenienceValues();
    const policy = [
      ...given.filter(({ role }) => !authoritative.some((binding) => binding.role === role)),
      ...authoritative,
      ...added,
    ];
    return own?.public_access_prevention === "enforced" ? policy.map(withoutPublic) : policy;
  }

  private accountPolicy(email: string): Binding[] {
    return this.grants("google_service_account_iam_member")
      .filter(({ service_account_id }) => this.resolve(`${service_account_id}`).endsWith(`/${email}`))
      .map((it) => this.binding(it));
  }

  private keyPolicy(name: string): Binding[] {
    return this.grants("google_kms_crypto_key_iam_member")
      .filter(({ crypto_key_id }) => crypto_key_id === `\${google_kms_crypto_key.${name}.id}`)
      .map((it) => this.binding(it));
  }

  private grants(type: string): Attributes[] {
    return Object.values(this.stack.resource[type] ?? {});
  }

  private binding({ role, member, members, condition }: Attributes): Binding {
    const named = member === undefined ? [members].flat() : [member];
    return {
      role: `${role}`,
      members: named.map((it) => this.resolve(`${it}`)),
      ...(condition !== undefined && {
        condition: { title: Object(condition).title, expression: Object(condition).expression },
      }),
    };
  }

  /** Replaces what Terraform would: every reference must have a meaning here, or a member would be compared as text. */
  private resolve(text: string): string {
    return text.replace(/\$\{([^}]+)\}/g, (_, reference: string) => this.valueOf(reference));
  }

  private valueOf(reference: string): string {
    const [first = "", second = "", third = "", fourth = ""] = reference.split(".");
    switch (first === "data" ? `${second}.${fourth}` : `${first}.${third}`) {
      case "google_project.number":
        return PROJECT_NUMBER;
      case "google_storage_project_service_account.email_address":
        return STORAGE_AGENT.slice("serviceAccount:".length);
      case "google_storage_bucket.name":
        return `${this.stack.resource.google_storage_bucket?.[second]?.name}`;
      case "google_service_account.email":
        return this.emailOf(second);
      case "google_service_account.member":
        return `serviceAccount:${this.emailOf(second)}`;
      case "google_service_account.name":
        return `projects/${PROJECT}/serviceAccounts/${this.emailOf(second)}`;
      default:
        throw new Error(`no sample value for ${reference}`);
    }
  }

  private emailOf(name: string): string {
    const account = this.stack.resource.google_service_account?.[name];
    if (account === undefined) {
      throw new Error(`no google_service_account.${name}`);
    }
    return `${account.account_id}@${account.project}.iam.gserviceaccount.com`;
  }

  /** Google refuses a policy beyond its limits, and conditions in one of a bucket with ACLs. */
  private requireAcceptable(policy: readonly Binding[]): void {
    const counts = new Map<string, number>();
    for (const { role, members, condition } of policy) {
      const operators = condition?.expression.match(/&&|\|\||!(?!=)/g)?.length ?? 0;
      if (operators > MAXIMUM_OPERATORS) {
        throw new Error(`${operators} logical operators in ${condition?.title}`);
      }
      for (const member of condition === undefined ? [] : members) {
        counts.set(`${role} ${member}`, (counts.get(`${role} ${member}`) ?? 0) + 1);
      }
    }
    for (const [grant, count] of counts) {
      if (count > MAXIMUM_CONDITIONS) {
        throw new Error(`${count} conditions for ${grant}`);
      }
    }
  }
}

function convenienceValues(): Binding[] {
  return CONVENIENCE_VALUES.map(([role, ...holders]) => ({
    role,
    members: holders.map((holder) => `${holder}:${PROJECT}`),
  }));
}

/** Public access prevention does not take public members out of the policy; it makes them count for nothing. */
function withoutPublic(binding: Binding): Binding {
  return { ...binding, members: binding.members.filter((member) => !PUBLIC.includes(member)) };
}

function permissionsOf(role: string): readonly string[] {
  const permissions = ROLES[role];
  if (permissions === undefined) {
    throw new Error(`the permissions of ${role} are not known here`);
  }
  return permissions;
}

/** A condition whose attributes are not there is an error to IAM as well, and grants nothing; here it must not go unseen. */
function holds({ expression }: Condition, resource: Resource): boolean {
  const value: unknown = evaluate(expression, { resource });
  if (typeof value !== "boolean") {
    throw new TypeError(`${expression} is ${String(value)}, not true or false`);
  }
  return value;
}

function resourceOf({ permission, bucket, object, folder, account, key }: GoogleCall): Resource {
  if (bucket === undefined) {
    return account === undefined
      ? { service: "cloudkms.googleapis.com", type: "cloudkms.googleapis.com/CryptoKey", name: `${key}` }
      : { service: "iam.googleapis.com", type: "iam.googleapis.com/ServiceAccount", name: account };
  }
  const service = "storage.googleapis.com";
  const bucketName = `projects/_/buckets/${bucket}`;
  if (object !== undefined && !OF_THE_BUCKET.includes(permission)) {
    return { service, type: `${service}/Object`, name: `${bucketName}/objects/${object}` };
  }
  if (folder !== undefined) {
    return { service, type: `${service}/ManagedFolder`, name: `${bucketName}/managedFolders/${folder}/` };
  }
  if (/^storage\.(objects|multipartUploads)\./.test(permission) && !OF_THE_BUCKET.includes(permission)) {
    throw new Error(`${permission} is asked of an object, and none is named`);
  }
  return { service, type: `${service}/Bucket`, name: bucketName };
}
