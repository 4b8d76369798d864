import type { Validator } from "./validation";

const PREFIX = /^[A-Za-z0-9][A-Za-z0-9._=-]*(\/[A-Za-z0-9][A-Za-z0-9._=-]*)*$/;

/** The rule for prefixes in a store: no wildcard, no slash at either end, nothing that climbs out. */
export function requireArtifactPrefix(validator: Validator, property: string, prefix: string | undefined): Validator {
  return validator.matches(
    property,
    prefix,
    PREFIX,
    "a path such as resnet/v3: segments of letters, digits and . _ = - joined by slashes",
  );
}
