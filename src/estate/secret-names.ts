/** How much a name says about its value: nothing, that it looks like a secret if it is random, or that it is one. */
export type Secrecy = "none" | "name" | "random" | "secret";

const known = new Map<string, Secrecy>();

/** What the name of a setting says about its value: `HF_TOKEN`, `auth.adminPassword`, `--api-key`. */
export function secrecyOf(name: string): Secrecy {
  let secrecy = known.get(name);
  if (secrecy === undefined) {
    secrecy = name.length > 120 ? "none" : judge(name);
    // Names come from the input: what is remembered of them has a bound.
    if (known.size < 50_000) {
      known.set(name, secrecy);
    }
  }
  return secrecy;
}

const LAST: Readonly<Record<string, Secrecy>> = {
  password: "secret",
  passwd: "secret",
  pwd: "secret",
  passphrase: "secret",
  passcode: "secret",
  apikey: "secret",
  token: "secret",
  authtoken: "secret",
  accesstoken: "secret",
  credential: "secret",
  credentials: "secret",
  secret: "name",
};

const SECRET_KEYS: ReadonlySet<string> = new Set([
  "api",
  "access",
  "secret",
  "private",
  "signing",
  "auth",
  "license",
  "ngc",
]);
const OTHER_KEYS: ReadonlySet<string> = new Set(
  "public kms partition sort hash range object s3 bucket foreign primary cache tag label state lookup config master context condition dedup group route index map customer cmk deploy ssh idempotency routing".split(
    " ",
  ),
);
const SECRET_OF: ReadonlySet<string> = new Set([
  "client",
  "app",
  "shared",
  "jwt",
  "oauth",
  "webhook",
  "cookie",
  "hmac",
  "session",
]);

function judge(name: string): Secrecy {
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    // `DBPassword` is the password of a database.
    .replaceAll(/([A-Z])([A-Z][a-z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  const last = words.at(-1) ?? "";
  const before = words.at(-2) ?? "";
  if (before === "secret" && ["string", "data", "binary"].includes(last)) {
    return "secret";
  }
  if (last === "key") {
    if (SECRET_KEYS.has(before)) {
      return "secret";
    }
    return before !== "" && !OTHER_KEYS.has(before) && name === name.toUpperCase() ? "random" : "none";
  }
  if (last === "secret" && SECRET_OF.has(before)) {
    return "secret";
  }
  // "credentials" in front of a block, and a token that is counted or spent, are no secrets: they end in other words.
  return Object.hasOwn(LAST, last) ? (LAST[last] ?? "none") : "none";
}

const PLACEHOLDER =
  /\$\{|\$\(|\{\{|%\{|<[^>]*>|^[x*.#_-]+$|replace[-_ ]?(?:me|this|with)|^your[-_ ]|[-_ ]here$|^(?:todo|tbd|fixme|placeholder|redacted|none|null|nil|undefined|true|false|yes|no|on|off|required|optional|enabled|disabled|auto)$|^\$[A-Z_][A-Z0-9_]*$/i;
const REFERENCE =
  /^(?:arn:|projects\/|secret:\/\/|vault:|ssm:|file:|aws-secretsmanager:|gcp-secret:|op:\/\/|@)|^(?:\/|\.{1,2}\/|~\/)[\w./~-]+$|^sha\d{3}:|^[a-z][\w.+-]{1,20}:\/\/[^@\s]*$/;
const UUID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const COMMON = /^(?:changeme|change-me|change_me|changeit|password|passw0rd|secret|letmein|admin|root|default)$/i;

/** Whether the value of a setting with such a name is a secret, and not a name, a place or a stand-in for one. */
export function isSecretValue(value: string, secrecy: Secrecy, name: string): boolean {
  const text = value.trim();
  if (secrecy === "none" || text.length < 4 || text.length > 4096 || PLACEHOLDER.test(text)) {
    return false;
  }
  // DB_PASSWORD=DB_PASSWORD: what fills in the template later looks for the name.
  if (text === name && /^[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+$/.test(text)) {
    return false;
  }
  if (REFERENCE.test(text) || UUID.test(text) || text.startsWith("-----BEGIN")) {
    return false;
  }
  if (secrecy === "random") {
    return isRandom(text);
  }
  if (/pass(?:word|wd|phrase|code)$|pwd$/i.test(name) || /secret[_-]?(?:string|data)$/i.test(name)) {
    return !/\s/.test(text) || text.length < 200;
  }
  if (COMMON.test(text)) {
    return secrecy === "secret";
  }
  if (secrecy === "name") {
    return isRandom(text) || !/^[A-Za-z0-9][\w./-]*$/.test(text);
  }
  // A token or a key of plain words is the name of one; a number is how many there are.
  return text.length >= 8 && !/^[A-Za-z]+(?:[-_./:][A-Za-z]+)*$|^[\d.]+[a-z]{0,2}$|\s/.test(text)
    ? true
    : isRandom(text);
}

/** Whether the text looks drawn by chance: long, of letters and digits, and of many different ones. */
function isRandom(text: string): boolean {
  if (text.length < 16 || !/^[A-Za-z0-9+/=_.~-]+$/.test(text) || !/\d/.test(text) || !/[A-Za-z]/.test(text)) {
    return false;
  }
  const counts = new Map<string, number>();
  for (const char of text) {
    counts.set(char, (counts.get(char) ?? 0) + 1);
  }
  let entropy = 0;
  for (const count of counts.values()) {
    entropy -= (count / text.length) * Math.log2(count / text.length);
  }
  return entropy >= 3.2 && !/^[a-z0-9]{1,15}(?:[-_./][a-z0-9]{1,15})+$/.test(text);
}
