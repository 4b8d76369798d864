/** The shape of a secret that a provider hands out. */
export interface SecretPattern {
  readonly name: string;

  /** A group, where there is one that matched, is the secret itself. */
  readonly shape: RegExp;

  /** The secret in the group, where it is encoded there; undefined where the group holds none. */
  readonly decoded?: (group: string) => string | undefined;
}

/** Programs that log in to a registry with a user and a password: docker and those that take the same arguments. */
const LOGIN =
  /(?:docker|podman|nerdctl|buildah|skopeo|oras|crane[ \t]auth|helm[ \t]registry|az[ \t]acr)[ \t]{1,8}login\b/.source;

/** What may stand between a pipe and the program. */
const SUDO = String.raw`(?:\\?\r?\n|[ \t]){0,40}(?:sudo[^\n;|&]{0,80}?[ \t])?`;

/** A word of a shell, with or without quotes, which JSON may escape; no option. */
const WORD = /(?:\\?"([^"\n\\]{4,256})|\\?'([^'\n\\]{4,256})|((?!-)[^\s"';|&<>\\]{4,256}))/.source;

/**
 * Shapes of secrets, as their providers document them. Every repetition is bounded or starts at a fixed text, so the
 * search is linear.
 */
export const SECRET_PATTERNS: readonly SecretPattern[] = [
  { name: "AWS access key", shape: /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/ },
  { name: "Hugging Face token", shape: /(?<![A-Za-z0-9_])(?:hf|api_org)_[A-Za-z0-9]{20,}/ },
  { name: "NVIDIA API key", shape: /(?<![A-Za-z0-9_])nvapi-[A-Za-z0-9_-]{20,}/ },
  { name: "Anthropic API key", shape: /(?<![A-Za-z0-9_])sk-ant-[A-Za-z0-9_-]{16,}/ },
  {
    name: "OpenAI API key",
    shape: /(?<![A-Za-z0-9_])sk-(?:(?:proj|svcacct|admin|or-v1)-[A-Za-z0-9_-]{16,}|[A-Za-z0-9]{20,})/,
  },
  { name: "Groq API key", shape: /(?<![A-Za-z0-9_])gsk_[A-Za-z0-9]{40,}/ },
  { name: "Replicate token", shape: /(?<![A-Za-z0-9_])r8_[A-Za-z0-9]{30,}/ },
  { name: "Databricks token", shape: /(?<![A-Za-z0-9_])dapi[a-f0-9]{32}(?![a-f0-9])/ },
  { name: "GitHub token", shape: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{30,}|github_pat_[A-Za-z0-9_]{22,})/ },
  { name: "GitLab token", shape: /(?<![A-Za-z0-9])glpat-[A-Za-z0-9_-]{20,}/ },
  { name: "Slack token", shape: /(?<![A-Za-z0-9])xox[abeoprs]-[A-Za-z0-9-]{10,}/ },
  { name: "Slack webhook", shape: /hooks\.slack\.com\/services\/T[A-Z0-9]{4,}\/B[A-Z0-9]{4,}\/[A-Za-z0-9]{16,}/ },
  { name: "Google API key", shape: /(?<![A-Za-z0-9])AIza[A-Za-z0-9_-]{35}/ },
  { name: "Google OAuth token", shape: /(?<![A-Za-z0-9])ya29\.[A-Za-z0-9_-]{20,}/ },
  { name: "Google client secret", shape: /(?<![A-Za-z0-9])GOCSPX-[A-Za-z0-9_-]{20,}/ },
  { name: "npm token", shape: /(?<![A-Za-z0-9_])npm_[A-Za-z0-9]{36}/ },
  { name: "PyPI token", shape: /(?<![A-Za-z0-9_])pypi-[A-Za-z0-9_-]{50,}/ },
  { name: "Docker token", shape: /(?<![A-Za-z0-9_])dckr_pat_[A-Za-z0-9_-]{20,}/ },
  { name: "Vault token", shape: /(?<![A-Za-z0-9_])hvs\.[A-Za-z0-9_-]{24,}/ },
  { name: "SendGrid API key", shape: /(?<![A-Za-z0-9_])SG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}/ },
  { name: "Stripe key", shape: /(?<![A-Za-z0-9_])[sr]k_live_[A-Za-z0-9]{20,}/ },
  { name: "Azure account key", shape: /AccountKey=[A-Za-z0-9+/]{86}==/ },
  {
    name: "JSON Web Token",
    shape: /(?<![A-Za-z0-9_])eyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}/,
  },
  { name: "private key", shape: /-----BEGIN (?:[A-Z]{1,12} ){0,2}PRIVATE KEY(?: BLOCK)?-----/ },
  // docker login -u user -p password registry, also over several lines. By --password it is found as any setting is.
  {
    name: "password of a registry",
    shape: new RegExp(String.raw`${LOGIN}(?:\\\r?\n|[^\n;|&]){0,400}?[ \t]-p[ \t=]{0,8}${WORD}`),
  },
  // echo password | docker login --password-stdin, and printf '%s' password | ...
  {
    name: "password of a registry",
    shape: new RegExp(
      String.raw`\b(?:echo|printf)[ \t]{1,8}(?:-[neE]{1,3}[ \t]{1,8}|["']%s(?:\\{1,2}n)?["'][ \t]{1,8})?${WORD}(?:\\?["'])?[ \t]{0,8}\|${SUDO}${LOGIN}`,
    ),
  },
  // docker login --password-stdin <<< password
  { name: "password of a registry", shape: new RegExp(String.raw`${LOGIN}[^\n;|&<]{0,400}<<<[ \t]{0,8}${WORD}`) },
  // {"auths":{"registry":{"auth":"<user:password in base64>"}}}, as ~/.docker/config.json has it.
  {
    name: "password of a registry",
    shape: /\\?"auth\\?"\s{0,8}:\s{0,8}\\?"([A-Za-z0-9+/]{8,2048}={0,2})\\?"/,
    decoded: registryPassword,
  },
  { name: "credentials in a URL", shape: /:\/\/[^\s:/@?#"'<>]{0,64}:([^\s:/@"'<>]{1,256})@[\w[]/ },
];

/** Whether any of the shapes could be in the text: one pass, and for nearly every text the only one. */
export const ANY_SECRET =
  /A[KS]IA[A-Z0-9]{16}|(?:hf|api_org)_[A-Za-z0-9]{20}|nvapi-|sk-[A-Za-z0-9]|gsk_|r8_|dapi[a-f0-9]{32}|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|hooks\.slack|AIza|ya29\.|GOCSPX-|npm_|pypi-|dckr_pat_|hvs\.|SG\.|[sr]k_live_|AccountKey=|eyJ[A-Za-z0-9_-]{10}|-----BEGIN|[ \t]login\b|auth\\?"\s{0,8}:|:\/\/[^\s:/@?#"'<>]{0,64}:[^\s:/@"'<>]{1,256}@/;

/** The password in `user:password` in base64, as Docker keeps it. */
export function registryPassword(auth: string): string | undefined {
  if (auth.length % 4 !== 0) {
    return undefined;
  }
  const [, password] =
    /^[\x21-\x39\x3b-\x7e]{1,256}:([\x20-\x7e]{4,})$/.exec(Buffer.from(auth, "base64").toString("latin1")) ?? [];
  return password;
}
