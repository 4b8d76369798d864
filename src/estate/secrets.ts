import { isAttributes, isList } from "./joins/values";
import type { Attributes, Resource, Value } from "./resource";
import { isSecretValue, type Secrecy, secrecyOf } from "./secret-names";
import { ANY_SECRET, registryPassword, SECRET_PATTERNS, type SecretPattern } from "./secret-patterns";
import { isUnknown } from "./unknown";

/** A secret that is written where it can be read. */
export interface HardCodedSecret {
  /** Path of the attribute, as in `spec.containers.0.env.1.value`. */
  readonly path: string;

  /** What kind of secret it is. */
  readonly pattern: string;

  /** How long it is: reports go to more people than the secret did, and nothing of it is in them. */
  readonly preview: string;
}

/** Kinds whose data are secrets whatever they are called; what is public about them by its name. */
const SECRET_KINDS: ReadonlySet<string> = new Set(["v1 Secret", "kubernetes_secret", "kubernetes_secret_v1"]);
const PUBLIC_NAMES =
  /^(?:user(?:name)?|host(?:name)?|port|db(?:name)?|database|url|uri|endpoint|name(?:space)?|type|email|region|bucket|issuer|client[-_]?id|.*\.crt|.*\.pub|.*[-_]id|server)$/i;

/** Kinds that hold ciphertext, or the names of secrets that lie elsewhere. */
const SEALED_KINDS =
  /^(?:bitnami\.com|external-secrets\.io|secrets-store\.csi\.x-k8s\.io|generators\.external-secrets\.io)\//;

const deepest = 60;

/** Secrets in the attributes of the resource, in any text of it. Never throws. */
export function findSecrets(resource: Resource): HardCodedSecret[] {
  return SEALED_KINDS.test(resource.kind) ? [] : findSecretsIn(resource.attributes, resource.kind);
}

/**
 * Secrets in the settings of a provider, a backend or anything else.
 *
 * @param kind the kind of resource that they are the attributes of, where they are
 */
export function findSecretsIn(settings: Attributes, kind = ""): HardCodedSecret[] {
  const search = new SecretSearch(kind);
  search.object(settings, "", 0, false);
  return search.found;
}

class SecretSearch {
  public readonly found: HardCodedSecret[] = [];

  constructor(private readonly kind: string) {}

  public object(attributes: Attributes, path: string, depth: number, secretData: boolean): void {
    const { name } = attributes;
    const named = typeof name === "string" && Object.hasOwn(attributes, "value") ? name : undefined;
    for (const key of Object.keys(attributes)) {
      const value = attributes[key];
      if (value === null || value === undefined || typeof value === "boolean" || typeof value === "number") {
        continue;
      }
      const at = path === "" ? key : `${path}.${key}`;
      const called = key === "value" && named !== undefined ? named : key;
      const data = depth === 0 && SECRET_KINDS.has(this.kind) && /^(?:data|binary_data|stringData)$/.test(key);
      this.value(value, called, at, depth + 1, secretData || data);
    }
  }

  private value(value: Value, name: string, path: string, depth: number, secretData: boolean): void {
    if (depth > deepest) {
      return;
    }
    if (typeof value === "string") {
      this.text(value, name, path, depth, secretData);
    } else if (isUnknown(value)) {
      // What is written around the placeholders is known.
      if (value.text !== undefined) {
        this.text(value.text, name, path, depth, false);
      }
    } else if (isList(value)) {
      this.list(value, name, path, depth, secretData);
    } else if (isAttributes(value)) {
      this.object(value, path, depth, secretData);
    }
  }

  /** Elements of a list; in arguments, what follows `--api-key` is called that. */
  private list(list: readonly Value[], name: string, path: string, depth: number, secretData: boolean): void {
    let flag: string | undefined;
    for (const [index, element] of list.entries()) {
      this.value(element, flag ?? name, `${path}.${index}`, depth + 1, secretData);
      flag = typeof element === "string" && /^--?[A-Za-z][\w.-]{1,60}$/.test(element) ? element : undefined;
    }
  }

  private text(text: string, name: string, path: string, depth: number, secretData: boolean): void {
    if (text.length < 4 || isPolicy(text)) {
      return;
    }
    if (/^user_?data/i.test(name) || (secretData && this.kind === "v1 Secret" && !path.startsWith("stringData"))) {
      const decoded = base64Text(text);
      if (decoded !== undefined) {
        this.text(
          decoded,
          name === "user_data" ? "script" : `${name}`.replace(/_?base64$/i, "_text"),
          path,
          depth,
          false,
        );
        if (secretData) {
          this.secretDatum(decoded, name, path);
        }
        return;
      }
    }
    const plain = isPlain(text);
    if (!plain && ANY_SECRET.test(text) && this.patterns(text, path)) {
      return;
    }
    if (secretData) {
      this.secretDatum(text, name, path);
      return;
    }
    const password = name === "auth" ? registryPassword(text) : undefined;
    if (password !== undefined && isSpelledOut(password)) {
      this.report(path, "password of a registry", text);
      return;
    }
    const secrecy = this.secrecy(name);
    if (secrecy !== "none" && isSecretValue(text, secrecy, name)) {
      this.report(
        path,
        /^(?:.*_)?secret_access_key$/i.test(name) ? "AWS secret access key" : "secret by its name",
        text.trim(),
      );
      return;
    }
    if (!plain && text.length >= 12 && SECRET_WORD.test(text)) {
      this.structured(text, path, depth);
    }
  }

  private secrecy(name: string): Secrecy {
    // There the attribute `secret` is which secret is meant.
    if (name === "secret" && this.kind.startsWith("google_secret_manager")) {
      return "none";
    }
    const secrecy = secrecyOf(name);
    return secrecy === "none" && /wandb/i.test(name) && /key$/i.test(name) ? "secret" : secrecy;
  }

  private patterns(text: string, path: string): boolean {
    const found: string[] = [];
    for (const pattern of SECRET_PATTERNS) {
      const secret = secretOf(pattern, text);
      // The password of a registry may be a token of a provider: it is named once.
      if (secret !== undefined && !found.some((other) => other.includes(secret) || secret.includes(other))) {
        this.report(path, pattern.name, secret);
        found.push(secret);
      }
    }
    return found.length > 0;
  }

  private secretDatum(text: string, name: string, path: string): void {
    if (!PUBLIC_NAMES.test(name) && isSecretValue(text, "secret", "password")) {
      this.report(path, "data of a Secret", text.trim());
    }
  }

  /** Settings within a text: JSON is taken apart, everything else is read as lines of `name: value` and `NAME=value`. */
  private structured(text: string, path: string, depth: number): void {
    if (/^\s*[[{]/.test(text)) {
      const parsed = parsedJson(text);
      if (parsed !== undefined) {
        this.value(parsed, "", path, depth + 1, false);
        return;
      }
    }
    const assignment =
      /(?<![\w.-])(?:(--?[A-Za-z][\w.-]{0,80})(?:[ \t]{1,4}|=)|([A-Za-z_][\w.-]{0,80})["']?[ \t]{0,4}[:=][ \t]{0,4})(?:"([^"\n]{4,512})"|'([^'\n]{4,512})'|([^\s"',;{}[\]]{4,512}))/g;
    const isEncoded = /^\s*\$\{\s*(?:yaml|json)encode\s*\(/.test(text);
    for (const line of text.split("\n")) {
      if (line.length > 4000 || !SECRET_WORD.test(line)) {
        continue;
      }
      for (const [, flag, setting, ...values] of line.matchAll(assignment)) {
        const name = flag ?? setting ?? "";
        const value = values.find((one) => one !== undefined) ?? "";
        // In an expression what has no quotation marks is a reference, as `var.password`.
        if (isEncoded && values.at(-1) === value && /^[A-Za-z_][\w-]*[.(]/.test(value)) {
          continue;
        }
        const secrecy = this.secrecy(name);
        if (secrecy !== "none" && isSecretValue(value, secrecy, name)) {
          this.report(path, "secret by its name", value);
        }
      }
    }
  }

  private report(path: string, pattern: string, secret: string): void {
    this.found.push({ path, pattern, preview: `${secret.length} characters` });
  }
}

const SECRET_WORD =
  /token|passw|passphrase|pwd|secret|api-?_?key|access-?_?key|private-?_?key|credential|_KEY\b|Password|Token|Secret|Key["']?\s?[:=]|TOKEN|SECRET|PASS|CREDENTIAL/;

const plainTexts = new Set<string>();

/** Whether nothing in the text looks like a secret. Estates say the same again and again: regions, owners, ARNs. */
function isPlain(text: string): boolean {
  if (plainTexts.has(text)) {
    return true;
  }
  const plain = !ANY_SECRET.test(text) && !(text.length >= 12 && SECRET_WORD.test(text));
  // Texts come from the input: what is remembered of them has a bound.
  if (plain && text.length <= 200 && plainTexts.size < 20_000) {
    plainTexts.add(text);
  }
  return plain;
}

/** Documents of IAM hold no secrets, and are the longest texts of a plan. */
function isPolicy(text: string): boolean {
  return text.startsWith("{") && text.slice(0, 64).includes('"Version":"20') && text.includes('"Statement"');
}

/** The first text of that shape that is a secret: where a group is one, stand-ins may come before it. */
function secretOf({ shape, decoded }: SecretPattern, text: string): string | undefined {
  if (!shape.test(text)) {
    return undefined;
  }
  for (const [whole, ...groups] of text.matchAll(new RegExp(shape, "g"))) {
    const group = groups.find((one) => one !== undefined);
    if (group === undefined) {
      return whole;
    }
    const password = decoded === undefined ? group : decoded(group);
    if (password !== undefined && isSpelledOut(password)) {
      return group;
    }
  }
  return undefined;
}

/** Whether the password is written there, and not what stands for it: a variable, a command, a word for it in capitals. */
function isSpelledOut(password: string): boolean {
  return (
    !/^[$`]|\$\{|\$\(|\{\{|^[x*.]+$|^<|^replace|^your[-_ ]|^%/i.test(password) &&
    !/^(?:[A-Z]+_)*(?:PASS|PASSWORD|TOKEN|SECRET|KEY)$/.test(password)
  );
}

function base64Text(text: string): string | undefined {
  const compact = text.trim();
  if (compact.length % 4 !== 0 || !/^[A-Za-z0-9+/\r\n]{4,}={0,2}$/.test(compact)) {
    return undefined;
  }
  const decoded = Buffer.from(compact, "base64").toString("utf8");
  return decoded.includes("\ufffd") || decoded.includes("\u0000") ? undefined : decoded;
}

function parsedJson(text: string): Value | undefined {
  try {
    return JSON.parse(text) as Value;
  } catch {
    return undefined;
  }
}
