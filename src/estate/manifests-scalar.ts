/**
 * What an unquoted YAML scalar is for Kubernetes. `kubectl` reads manifests by sigs.k8s.io/yaml, whose rules (goyaml.v2, resolve.go) are
 * neither those of YAML 1.1 nor of 1.2: `yes`, `on` and `y` are true, `0644` is 420, but `1:30` and dates are texts.
 */
const WORDS: ReadonlyMap<string, boolean | null | number> = new Map<string, boolean | null | number>([
  ...["y", "Y", "yes", "Yes", "YES", "true", "True", "TRUE", "on", "On", "ON"].map((word) => [word, true] as const),
  ...["n", "N", "no", "No", "NO", "false", "False", "FALSE", "off", "Off", "OFF"].map((word) => [word, false] as const),
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...[".nan", ".NaN", ".NAN"].map((word) => [word, Number.NaN] as const),
  ...[".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF"].map((word) => [word, Number.POSITIVE_INFINITY] as const),
  ...["-.inf", "-.Inf", "-.INF"].map((word) => [word, Number.NEGATIVE_INFINITY] as const),
]);

const DATE = /^\d{4}-\d{1,2}-\d{1,2}([Tt ].*)?$/;
const DECIMAL = /^[-+]?(0|[1-9]\d*)$/;
const FLOAT = /^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/;
const RADICES: readonly (readonly [written: RegExp, radix: number])[] = [
  [/^0[xX]([0-9a-fA-F]+)$/, 16],
  [/^0[bB]([01]+)$/, 2],
  [/^0[oO]?([0-7]+)$/, 8],
];

/** The value of an unquoted scalar without a tag. */
export function plainScalar(text: string): boolean | null | number | string {
  const word = WORDS.get(text);
  if (word !== undefined) {
    return word;
  }
  const first = text.charCodeAt(0);
  const isNumeric = (first >= 0x30 && first <= 0x39) || first === 0x2b || first === 0x2d || first === 0x2e;
  if (!isNumeric || text.length > 400 || DATE.test(text)) {
    return text;
  }
  return numeric(first === 0x2e ? text : text.replaceAll("_", "")) ?? text;
}

function numeric(plain: string): number | undefined {
  if (DECIMAL.test(plain)) {
    return Number(plain);
  }
  const sign = plain.startsWith("-") ? -1 : 1;
  const unsigned = plain.replace(/^[-+]/, "");
  for (const [written, radix] of RADICES) {
    const digits = written.exec(unsigned)?.[1];
    if (digits !== undefined) {
      return sign * Number.parseInt(digits, radix);
    }
  }
  return FLOAT.test(plain) ? Number(plain) : undefined;
}

/** The value of a scalar with a tag of YAML's own; undefined when the text is no such value, or the tag is not known. */
export function taggedScalar(tag: string, text: string): boolean | null | number | string | undefined {
  switch (tag) {
    case "str":
    case "timestamp":
      return text;
    case "binary": {
      const encoded = text.replaceAll(/\s/g, "");
      return /^[A-Za-z0-9+/]*={0,2}$/.test(encoded) ? Buffer.from(encoded, "base64").toString("utf8") : undefined;
    }
    case "null":
      return plainScalar(text) === null ? null : undefined;
    case "bool":
      return only("boolean", plainScalar(text));
    case "int":
    case "float":
      return only("number", plainScalar(text));
    default:
      return undefined;
  }
}

function only(type: "boolean" | "number", value: boolean | null | number | string): boolean | number | undefined {
  return typeof value === type ? (value as boolean | number) : undefined;
}
