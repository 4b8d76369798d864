import { movingImages } from "../estate/helm-images";
import { helmValueAt, writtenValuesOf } from "../estate/helm-values";
import { gpuSharing } from "../estate/joins/gpu-sharing";
import { isAttributes, isList, listOf, own, surelyOf } from "../estate/joins/values";
import type { Attributes, Resource, Value } from "../estate/resource";
import { secrecyOf } from "../estate/secret-names";
import { isUnknown, Unknown } from "../estate/unknown";
import type { FunctionTable } from "./cel/functions";
import { owner } from "./functions-join";
import type { ControlContext } from "./scope";

/** Questions about releases of Helm charts, as far as Terraform says what they install. */
export const HELM_FUNCTIONS: FunctionTable<ControlContext> = {
  /**
   * `helmValue(self, "config.existingSecret")`: what a `helm_release` gives its chart at the path, by `values` or by `set`; null when
   * it leaves it to the chart.
   */
  helmValue: {
    arity: 2,
    call: ([release = null, path], context) => helmValueAt(owner(release, context), String(path)),
  },

  /** `chartName(self)`: the last part of the chart's name, without its repository, archive and version: `oauth2-proxy`. */
  chartName: {
    arity: 1,
    call: ([release = null], context) => chartName(owner(release, context)),
  },

  /** `movingImages(self)`: images that the values of a `helm_release` name by a tag that moves, as `server:latest`. */
  movingImages: {
    arity: 1,
    call: ([release = null], context) => surelyOf(movingImages(owner(release, context))),
  },

  /** `helmSecrets(self)`: names of the settings whose secret values a `helm_release` writes into the state. */
  helmSecrets: {
    arity: 1,
    call: ([release = null], context) => helmSecrets(owner(release, context)),
  },

  /**
   * `oauth2ProxySettings(self)`: settings of OAuth2 Proxy as its flags name them, each a list of texts: `email-domain`, `cookie-secure`.
   * Of its chart's own there is `email-domain`, which is `*`.
   */
  oauth2ProxySettings: {
    arity: 1,
    call: ([release = null], context) => oauth2ProxySettings(owner(release, context)),
  },

  /** `gpuSharing(self)`: how a `helm_release` or a ConfigMap makes many GPUs of one: `timeSlicing`, `mps`. */
  gpuSharing: {
    arity: 1,
    call: ([configuration = null], context) => gpuSharing(owner(configuration, context)),
  },
};

function chartName({ attributes }: Resource): Value {
  const chart = own(attributes, "chart");
  const text = isUnknown(chart) ? chart.text : chart;
  const last = typeof text === "string" ? text.slice(text.lastIndexOf("/") + 1) : "";
  if (isUnknown(chart) && (last === "" || last.includes("}"))) {
    return chart;
  }
  return last.replace(/@sha256:.*$/, "").replace(/-v?\d+\.\d+\.\d+.*\.tgz$|\.tgz$/, "");
}

/** `set_sensitive` hides a value from people, and not from the state; `values` hide it from nobody. */
function helmSecrets(release: Resource): Value {
  const { attributes } = release;
  const sensitive = own(attributes, "set_sensitive");
  const plain = own(attributes, "set");
  const names: Value[] = [];
  for (const [list, isSecret] of [
    [sensitive, () => true],
    [plain, isSecretSetting],
  ] as const) {
    if (isUnknown(list)) {
      names.push(list);
      continue;
    }
    for (const setting of listOf(list)) {
      const name = isAttributes(setting) ? own(setting, "name") : setting;
      if (isUnknown(name) || (isAttributes(setting) && isSecret(String(name)) && isGiven(own(setting, "value")))) {
        names.push(name);
      }
    }
  }
  return surelyOf([...names, ...writtenValuesOf(release).flatMap((values) => secretsFedTo(values, ""))]);
}

/**
 * Paths of the values that are passwords by their name and come from elsewhere in the configuration: a literal one is found as a
 * hard-coded secret.
 */
function secretsFedTo(values: Attributes, path: string): string[] {
  return Object.entries(values).flatMap(([name, value]) => {
    const at = path === "" ? name : `${path}.${name}`;
    if (isUnknown(value)) {
      return value.text !== undefined && isSecretSetting(name) ? [at] : [];
    }
    return isAttributes(value) ? secretsFedTo(value, at) : [];
  });
}

/** A password by its name; names of secrets that lie elsewhere are none. */
function isSecretSetting(name: string): boolean {
  return secrecyOf(name.slice(name.lastIndexOf(".") + 1)) === "secret";
}

function isGiven(value: Value): boolean {
  return value !== null && value !== "";
}

/** The chart's own `config.configFile`. */
const CHART_DEFAULTS = { "email-domain": ["*"] };

/** Settings that the configuration file names in the plural. */
const PLURALS =
  /^(email-domain|allowed-group|allowed-role|skip-auth-route|skip-auth-regex|upstream|whitelist-domain|trusted-ip|scope)s$/;

function oauth2ProxySettings(release: Resource): Value {
  const file = helmValueAt(release, "config.configFile");
  const flags = helmValueAt(release, "extraArgs");
  if (isUnknown(file) || isUnknown(flags)) {
    return new Unknown();
  }
  const settings: Record<string, Value> = Object.assign(
    Object.create(null),
    typeof file === "string" ? inFile(file) : CHART_DEFAULTS,
  );
  // Flags win over the file, list by list.
  const given = isAttributes(flags) ? Object.entries(flags) : pairsOf(flags);
  const named = new Map<string, Value[]>();
  for (const [name, value] of given) {
    const setting = settingName(name);
    named.set(setting, [...(named.get(setting) ?? []), ...listOf(value).flatMap(textsOf)]);
  }
  for (const [name, values] of named) {
    settings[name] = values;
  }
  return settings;
}

function settingName(name: string): string {
  return name.replace(/^-+/, "").replaceAll("_", "-").replace(PLURALS, "$1");
}

function textsOf(value: Value): readonly Value[] {
  return typeof value === "string"
    ? value.split(",").map((text) => text.trim())
    : isUnknown(value)
      ? [value]
      : [String(value)];
}

/** Flags as a list: `--name=value`. */
function pairsOf(flags: Value): readonly [string, Value][] {
  return (isList(flags) ? flags : []).map((flag): [string, Value] => {
    const text = isUnknown(flag) ? (flag.text ?? "") : String(flag);
    const at = text.indexOf("=");
    const value = at === -1 ? "true" : text.slice(at + 1);
    return [at === -1 ? text : text.slice(0, at), value.includes("${") ? new Unknown([], value) : value];
  });
}

/** The configuration file is TOML, of which it uses one line for each setting. */
function inFile(file: string): Record<string, Value> {
  const settings: Record<string, Value> = Object.create(null);
  for (const [, name = "", value = ""] of file.matchAll(/^[ \t]*([a-z_0-9]+)[ \t]*=[ \t]*(\[[^\]]*\]|[^\n#]*)/gm)) {
    settings[settingName(name)] = value
      .replaceAll(/[[\]\n]/g, "")
      .split(",")
      .map((text) => text.trim().replaceAll(/^["']|["']$/g, ""))
      .filter((text) => text !== "");
  }
  return settings;
}
