import type { Estate } from "../estate";
import type { Resource, Value } from "../resource";
import { isUnknown, type Unknown } from "../unknown";
import { keySettings } from "./key-settings";
import { keyAt } from "./keys";
import { own, textOf } from "./values";

/** A key of KMS that lies in another region than what it encrypts. */
export interface KeyFarAway {
  readonly attribute: string;
  readonly region: string;
  readonly keyRegion: string;
}

/** Copies are encrypted where they lie, with a key of there. */
const OF_A_COPY = /(?:^|[._])(?:replicas?|destination)(?:[._]|$)/;

/** Kinds whose key encrypts what they write to a bucket: it lies where the bucket does. */
const WRITE_ELSEWHERE: ReadonlySet<string> = new Set(["aws_cloudtrail", "aws_config_delivery_channel"]);

const KEY_ARN = /^arn:[\w-]+:kms:([a-z0-9-]+):/;

/**
 * Keys of KMS in other regions than the resource of AWS that they encrypt, as far as both say where they are: by an ARN, by
 * their own `region`, by their provider's.
 */
export function keysFarAway(estate: Estate, resource: Resource): readonly KeyFarAway[] {
  if (!resource.kind.startsWith("aws_") || resource.mode !== "managed" || WRITE_ELSEWHERE.has(resource.kind)) {
    return [];
  }
  const settings = keySettings(resource).filter(({ path }) => !OF_A_COPY.test(path));
  const region = settings.length === 0 ? undefined : regionOf(estate, resource);
  if (region === undefined) {
    return [];
  }
  return settings.flatMap(({ path, value }) => {
    const keyRegion = regionOfKey(estate, resource, path, value);
    return keyRegion === undefined || keyRegion === region ? [] : [{ attribute: path, region, keyRegion }];
  });
}

function regionOfKey(estate: Estate, resource: Resource, path: string, value: string | Unknown): string | undefined {
  const named = KEY_ARN.exec((isUnknown(value) ? value.text : value) ?? "")?.[1];
  if (named !== undefined) {
    return named;
  }
  const key = keyAt(estate, resource, path, value);
  return key === undefined || typeof key === "string" || isUnknown(key) ? undefined : regionOf(estate, key);
}

/** The region that the resource says, else that of its provider; a module may be given another provider than its root has. */
function regionOf(estate: Estate, { address, attributes, meta, root }: Resource): string | undefined {
  const stated = own(attributes, "region");
  if (stated !== null || address.startsWith("module.")) {
    return textOf(stated);
  }
  const alias = aliasOf(own(meta, "provider"));
  const configured = (estate.roots.find(({ name }) => name === root)?.providers ?? []).filter(
    ({ name, settings }) =>
      name.replace(/\..*/, "") === "aws" && (textOf(own(settings, "alias")) ?? aliasIn(name)) === alias,
  );
  const [provider, ...others] = configured;
  return provider === undefined || others.length > 0 ? undefined : textOf(own(provider.settings, "region"));
}

/** `west` of `aws.west`, as it is written or as a reference. */
function aliasOf(provider: Value): string | undefined {
  const text = isUnknown(provider) ? provider.text?.replace(/^\$\{(.*)\}$/, "$1") : textOf(provider);
  return text === undefined ? undefined : aliasIn(text);
}

function aliasIn(name: string): string | undefined {
  return /^aws\.(.+)$/.exec(name)?.[1];
}
