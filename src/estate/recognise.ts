/** What a JSON document is, by its content. A plan may be of a format that its reader refuses. */
export type JsonContent = "plan" | "state-file" | "terraform-json" | "manifests" | "other";

const PLAN_SECTIONS = ["planned_values", "resource_changes", "prior_state", "values"];
const CONFIGURATION_BLOCKS = ["resource", "data", "provider", "module", "variable", "output", "locals"];

/** What the parsed document is. Keys of the right name with a value of the wrong type count: the reader names the place. */
export function recogniseJson(path: string, json: unknown): JsonContent {
  if (isTerraformJson(path)) {
    return "terraform-json";
  }
  if (Array.isArray(json)) {
    return json.length > 0 && json.every((item) => has(item, "apiVersion") && has(item, "kind"))
      ? "manifests"
      : "other";
  }
  if (has(json, "apiVersion") && has(json, "kind")) {
    return "manifests";
  }
  if (has(json, "version") && has(json, "serial") && (has(json, "lineage") || has(json, "terraform_version"))) {
    return "state-file";
  }
  const versioned = has(json, "format_version");
  if (has(json, "planned_values") || has(json, "resource_changes") || (versioned && has(json, "terraform_version"))) {
    return has(json, "provider_schemas") ? "other" : "plan";
  }
  if (versioned && PLAN_SECTIONS.some((section) => has(json, section))) {
    return "plan";
  }
  return isConfiguration(json) ? "terraform-json" : "other";
}

/** Whether Terraform would read the file as configuration, whatever is in it. */
export function isTerraformJson(path: string): boolean {
  return /\.(?:tf|tofu)\.json$/.test(path);
}

/** Whether the YAML is worth parsing: every Kubernetes object has an `apiVersion`, and most YAML is something else. */
export function mayHoldManifests(text: string): boolean {
  return text.includes("apiVersion");
}

/** Files for editors are small, and the patterns below keep a place to go back to for every character of a string. */
const LONGEST_COMMENTED = 1_000_000;

/**
 * Whether the text is JSON but for comments and trailing commas, and nothing of ours without them: files for editors and
 * compilers.
 */
export function isCommentedJson(path: string, text: string): boolean {
  if (text.length > LONGEST_COMMENTED) {
    return false;
  }
  // Strings come first in both, so that nothing inside them is taken away.
  const plain = text
    .replace(/"(?:[^"\\]|\\.)*"?|\/\/[^\n]*|\/\*(?:[^*]|\*(?!\/))*(?:\*\/)?/g, (part) =>
      part.startsWith("/") ? " " : part,
    )
    .replace(/"(?:[^"\\]|\\.)*"?|,(?=\s*[\]}])/g, (part) => (part === "," ? "" : part));
  try {
    return recogniseJson(path, JSON.parse(plain)) === "other";
  } catch {
    return false;
  }
}

/** Whether a document in the YAML begins with the keys of a Kubernetes object; found without parsing, for most YAML is something else. */
export function isManifestText(text: string): boolean {
  return text.split(/^---(?=\s)/m).some((document) => isManifestDocument(document));
}

function isManifestDocument(document: string): boolean {
  const first = /^([ \t]*)[^\s#%]/m.exec(document);
  if (first === null) {
    return false;
  }
  if (/^\s*[[{]/.test(document.slice(first.index))) {
    return /\bapiVersion["']?\s*:/.test(document) && /\bkind["']?\s*:/.test(document);
  }
  const key = (name: string) => new RegExp(`^${first[1] ?? ""}(?:["']?)${name}(?:["']?)[ \\t]*:`, "m").test(document);
  return key("apiVersion") && key("kind");
}

/** Why the file is no text at all, and what to do instead; undefined for other files. */
export function binaryKind(path: string, head: Uint8Array): string | undefined {
  if (head[0] === 0x50 && head[1] === 0x4b) {
    return `a binary plan or another zip archive: ${nameItsJson(path)}`;
  }
  return head[0] === 0x1f && head[1] === 0x8b ? "a gzip archive: unpack it first" : undefined;
}

/** A state as Terraform keeps it, and what to do instead. */
export function stateFile(path: string): string {
  return `a Terraform state file: ${nameItsJson(path)}`;
}

/** Holds for every verb. The shell empties a file before it writes to it: that must not be the file that is shown. */
function nameItsJson(path: string): string {
  return `run \`terraform show -json ${path} > ${path.replace(/\.json$/, ".show")}.json\`, and name what that writes`;
}

/** Whether the text that begins with these bytes may be JSON, in any of the encodings. */
export function beginsLikeJson(head: Uint8Array): boolean {
  const mark = [0xef, 0xbb, 0xbf, 0xfe, 0xff, 0x00];
  const first = head.find((byte) => byte > 0x20 && !mark.includes(byte));
  return first === 0x7b || first === 0x5b;
}

function isConfiguration(json: unknown): boolean {
  const comment = has(json, "//") ? json["//"] : undefined;
  const metadata = has(comment, "metadata") ? comment.metadata : undefined;
  const synthesized = has(metadata, "stackName") || has(metadata, "backend");
  const blocks = CONFIGURATION_BLOCKS.filter((block) => has(json, block));
  return (
    (synthesized && has(json, "terraform")) ||
    (has(json, "terraform") && blocks.length > 0) ||
    (has(json, "resource") && has(json, "provider"))
  );
}

function has<K extends string>(value: unknown, key: K): value is Record<K, unknown> {
  return typeof value === "object" && value !== null && Object.hasOwn(value, key);
}
