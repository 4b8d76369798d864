/** Attributes that the provider cannot change in place, by kind; a path covers what lies below it. */
const REPLACING: Readonly<Record<string, readonly string[]>> = {
  aws_s3_bucket: ["bucket", "bucket_prefix", "object_lock_enabled"],
};

/** Tells whether a change of an attribute replaces a resource of the kind. */
export function replacingAttributes(kind: string): (path: string) => boolean {
  const replacing = Object.hasOwn(REPLACING, kind) ? (REPLACING[kind] ?? []) : [];
  return (path) => replacing.some((each) => path === each || path.startsWith(`${each}.`));
}
