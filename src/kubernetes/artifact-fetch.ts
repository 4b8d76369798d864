import type { ModelArtifact } from "../core/model-artifact";

/** Manifest beside the files: digests by file, the format of `sha256sum`. */
const MANIFEST = "SHA256SUMS";

/**
 * Fetches an artifact and proves that it is the one that was meant.
 *
 * The digest of the manifest comes from the deployment; the digests of the files come from the manifest. Only files that the
 * manifest lists are fetched, so nothing that was slipped in beside them ever reaches the server, and the identity needs no
 * right to list. Needs a POSIX shell, GNU coreutils and the store's command-line tool.
 */
const SCRIPT = `set -eu
fail() { echo "modelkeep: $1" >&2; exit 1; }
manifest=/tmp/${MANIFEST}
copy "$ARTIFACT_URI/${MANIFEST}" "$manifest" || fail "cannot read $ARTIFACT_URI/${MANIFEST}"
echo "$ARTIFACT_SHA256  $manifest" | sha256sum -c - >/dev/null 2>&1 ||
  fail "$ARTIFACT_URI/${MANIFEST} is not the manifest with digest $ARTIFACT_SHA256"
files=0
while read -r digest name; do
  name="\${name#\\*}"
  name="\${name#./}"
  case "/$name/" in
    // | */../* | //*) fail "the manifest names a file outside the artifact: $name" ;;
  esac
  mkdir -p "$(dirname "$ARTIFACT_FOLDER/$name")"
  copy "$ARTIFACT_URI/$name" "$ARTIFACT_FOLDER/$name" || fail "cannot read $ARTIFACT_URI/$name"
  files=$((files + 1))
done < "$manifest"
[ "$files" -gt 0 ] || fail "the manifest lists no file"
cd "$ARTIFACT_FOLDER"
sha256sum -c --strict --quiet "$manifest" || fail "a file of $ARTIFACT_URI differs from the manifest"
echo "modelkeep: $files files of $ARTIFACT_URI verified"
`;

/** The shell script that fetches and verifies the artifact. */
export function fetchScript(artifact: ModelArtifact): string {
  const copy = artifact.store.copyCommand.map(quote).join(" ");
  return `copy() { ${copy} "$1" "$2"; }\n${SCRIPT}`;
}

/** What the script reads from its environment. */
export function fetchEnvironment(artifact: ModelArtifact, folder: string): Record<string, string> {
  return { ARTIFACT_URI: artifact.uri, ARTIFACT_SHA256: artifact.sha256, ARTIFACT_FOLDER: folder };
}

/** Keeps Terraform from reading the shell's own expansions as its templates. */
export function literalForTerraform(text: string): string {
  return text.replace(/([$%])\{/g, "$1$1{");
}

function quote(word: string): string {
  return /^[\w./:=-]+$/.test(word) ? word : `'${word.replace(/'/g, "'\\''")}'`;
}
