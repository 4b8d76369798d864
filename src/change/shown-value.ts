import { isAttributes, isList, own } from "../estate/joins/values";
import type { Attributes, Resource, Value } from "../estate/resource";
import { secrecyOf } from "../estate/secret-names";
import { findSecretsIn } from "../estate/secrets";
import { isUnknown } from "../estate/unknown";
import { HiddenTexts } from "./hidden-texts";
import { documentIn } from "./json-document";
import { Sensitive } from "./sensitive";
import type { ShownValue } from "./sides";

const LONGEST = 300;
const SENSITIVE: ShownValue = { text: "(sensitive)", hidden: "sensitive" };

/** Attributes that providers call sensitive; a plan marks them, a synthesized stack does not. */
const SENSITIVE_NAMES =
  /(?:^|[_.-])(?:pass|pw|pwd|passwd|secret_string|secret_binary|secret_data|secret_data_wo|private_key(?:_pem|_openssh|_pem_pkcs8)?|plaintext|ciphertext_blob|kube_config(?:_raw)?|user_data(?:_base64)?|custom_data|client_key|connection_string)$/;

/** Kinds with an attribute called `value` or `data` that is a secret, whatever it says. */
const SENSITIVE_PLACES: Readonly<Record<string, RegExp>> = {
  "v1 Secret": /^(?:data|stringData)(?:\.|$)/,
  kubernetes_secret: /^(?:binary_)?data(?:_wo)?(?:\.|$)/,
  kubernetes_secret_v1: /^(?:binary_)?data(?:_wo)?(?:\.|$)/,
  aws_ssm_parameter: /^(?:value|value_wo|insecure_value)$/,
  aws_iam_access_key: /^(?:secret|ses_smtp_password_v4)$/,
  random_password: /^(?:result|bcrypt_hash)$/,
  helm_release: /^(?:set_sensitive|set_wo|repository_password)(?:\.|$)/,
  google_service_account_key: /^private_key$/,
  aws_api_gateway_api_key: /^value$/,
  local_sensitive_file: /^content/,
};

/** Conditions of a policy whose values are known to those alone who may come in. */
const SHARED_SECRETS = /(?:^|\.)(?:sts:ExternalId|aws:Referer|aws:UserAgent)(?:\.\d+)?$/i;

/** What a client says to be let in, wherever it stands: in a header, in the query of a URL, to curl. */
const AUTHORIZATION =
  /\b(?:Bearer|Basic)\s+[\w.~+/=-]{6,}|[?&](?:token|key|api_?key|sig|signature|password|secret|access_token)=[^&\s"']{6,}|\s-u\s+[^\s:]+:[^\s]{4,}|:\/\/[^\s:@/]+:[^\s@/$]{4,}@/i;

/** Shows values of one resource: what is, or may be, a secret is masked, in every format. */
export class ValueMask {
  private found: readonly string[] | undefined;

  /** @param hidden texts that the plan marks elsewhere */
  constructor(
    private readonly resource: Pick<Resource, "kind" | "attributes">,
    private readonly hidden = new HiddenTexts(),
  ) {}

  /** Searched when the first value is shown that its name does not tell of. */
  private get secrets(): readonly string[] {
    this.found ??= findSecretsIn(this.resource.attributes, this.resource.kind).map(({ path }) => path);
    return this.found;
  }

  /** The path: keys of maps may be secrets too. */
  public shownPath(path: string): string {
    return this.hidden.redacted(path);
  }

  /** The value at the path; undefined for one that is not set. */
  public shown(path: string, value: Value | undefined): ShownValue | undefined {
    if (value === undefined || value === null) {
      return undefined;
    }
    if (value instanceof Sensitive || this.isSecret(path) || this.isHolder(path, value)) {
      return SENSITIVE;
    }
    if (isUnknown(value)) {
      return { text: cut(this.hidden.redacted(value.text ?? "(known after apply)")), hidden: "unknown" };
    }
    return { text: cut(JSON.stringify(this.masked(path, value))) };
  }

  private isSecret(path: string): boolean {
    const name = path.slice(path.lastIndexOf(".") + 1);
    const place = Object.hasOwn(SENSITIVE_PLACES, this.resource.kind)
      ? SENSITIVE_PLACES[this.resource.kind]
      : undefined;
    return (
      place?.test(path) === true ||
      SENSITIVE_NAMES.test(name) ||
      SHARED_SECRETS.test(path) ||
      (secrecyOf(name) === "secret" && !/(?:_arn|_id|_name|_ref|_version|_key_id)$/.test(name)) ||
      this.secrets.some((secret) => secret === path || path.startsWith(`${secret}.`))
    );
  }

  /** A text with a secret somewhere in it, that is no document to leave it out of. */
  private isHolder(path: string, value: Value): boolean {
    if (typeof value === "string") {
      return (
        this.hidden.has(value) ||
        AUTHORIZATION.test(value) ||
        (documentIn(value) === undefined && this.hasSecretBelow(path))
      );
    }
    return (
      isUnknown(value) && ((value.text !== undefined && AUTHORIZATION.test(value.text)) || this.hasSecretBelow(path))
    );
  }

  private hasSecretBelow(path: string): boolean {
    return this.secrets.some((secret) => secret.startsWith(`${path}.`));
  }

  /** Also secrets deep in a block that came or went, and in the JSON that a text is. */
  private masked(path: string, value: Value): unknown {
    if (isList(value)) {
      return value.map((element, index) => this.shownInside(`${path}.${index}`, element));
    }
    if (isAttributes(value)) {
      return Object.fromEntries(
        Object.entries(value)
          .filter(([, member]) => member !== null)
          .map(([name, member]) => [
            this.hidden.redacted(name),
            isNamedSecret(value, name) ? SENSITIVE.text : this.shownInside(`${path}.${name}`, member),
          ]),
      );
    }
    const document = documentIn(value);
    if (document !== undefined) {
      return JSON.stringify(this.masked(path, document));
    }
    return typeof value === "string" ? this.hidden.redacted(value) : value;
  }

  private shownInside(path: string, value: Value): unknown {
    if (value === null) {
      return null;
    }
    const isWhole = isUnknown(value) || this.isSecret(path) || this.isHolder(path, value);
    return isWhole ? this.shown(path, value)?.text : this.masked(path, value);
  }
}

/** `{ "name": "DB_PASSWORD", "value": "..." }`, as containers have their environment. */
function isNamedSecret(pair: Attributes, member: string): boolean {
  const name = member.toLowerCase() === "value" ? (own(pair, "name") ?? own(pair, "Name")) : null;
  return typeof name === "string" && secrecyOf(name) === "secret";
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}
