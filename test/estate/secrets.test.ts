import * as fc from "fast-check";
import type { Attributes, Value } from "../../src/estate/resource";
import { findSecrets, findSecretsIn } from "../../src/estate/secrets";
import { Unknown } from "../../src/estate/unknown";
import { made } from "./joins/made";

// Put together here, so that no scanner of the repository takes them for real ones.
const RANDOM = "aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0dF3gH6";
const AWS_KEY = ["AKIA", "Q7RZ2M5N8P1T4W6Y"].join("");
const HF = ["hf", RANDOM.slice(0, 34)].join("_");
const AUTH = Buffer.from("robot:pull-7719-weights").toString("base64");
const SECRET_KEY = "wJalrXUtnFEMIK7MDENGbPxRfiCYzzzzzzkey123";

test.each<[string, Attributes]>([
  ["AWS key", { environment: { X: AWS_KEY } }],
  ["env pair", { env: [{ name: "HF_TOKEN", value: HF }] }],
  ["default password", { master_password: "changeme" }],
  ["token after its flag", { args: ["--model", "m", "--api-key", RANDOM] }],
  ["token in its flag", { args: [`--api-key=${RANDOM}`] }],
  ["script", { user_data: `#!/bin/sh\nexport DB_PASSWORD=hunter2hunter2\n` }],
  ["script in base64", { user_data: Buffer.from(`export X=${AWS_KEY}\n`).toString("base64") }],
  ["Helm values", { values: [`auth:\n  adminPassword: s3cr3t-pw-77\n`] }],
  ["Helm set", { set: [{ name: "auth.password", value: "s3cr3t77" }] }],
  [
    "container definitions",
    { container_definitions: JSON.stringify([{ environment: [{ name: "API_KEY", value: RANDOM }] }]) },
  ],
  ["URL", { tags: { dsn: "postgres://app:s3cr3tpw@db.internal:5432/app" } }],
  ["private key", { x: "-----BEGIN RSA PRIVATE KEY-----\nMII" }],
  ["text around placeholders", { values: [new Unknown([], `token: ${HF}\nbucket: \${aws_s3_bucket.b.id}`)] }],
  ["secret string", { secret_string: "hunter2" }],
  ["AWS secret key", { secret_access_key: SECRET_KEY }],
  [
    "password of docker login",
    { user_data: "docker login -u robot -p s3cr3t77 registry.example\ndocker run -p 80:8501 r" },
  ],
  ["password joined to its flag", { user_data: "sudo docker login registry.example -u robot -ps3cr3t77" }],
  ["password in quotes", { user_data: "podman login -u robot -p 's3cr3t; & 77' registry.example" }],
  ["password in escaped quotes", { script: JSON.stringify({ run: 'docker login -u robot -p "s3cr3t77" r' }).slice(1) }],
  ["login over several lines", { user_data: "docker login \\\n  -u robot \\\n  -p s3cr3t77 \\\n  registry.example\n" }],
  ["login in base64", { user_data: Buffer.from("#!/bin/sh\ndocker login -u a -p s3cr3t77\n").toString("base64") }],
  ["second login, after one by a variable", { script: "docker login -u a -p $PW r\ndocker login -u b -p s3cr3t77 q" }],
  ["login by a token of the registry", { script: `docker login -u robot -p dckr_pat_${RANDOM.slice(0, 27)}` }],
  ["echo into docker login", { user_data: "echo s3cr3t77 | docker login -u robot --password-stdin registry.example" }],
  ["echo in quotes", { user_data: 'echo -n "s3cr3t 77" |\n  sudo -E docker login -u robot --password-stdin' }],
  ["printf into docker login", { user_data: "printf '%s' 's3cr3t77' | docker login -u robot --password-stdin" }],
  ["text handed to docker login", { user_data: 'docker login -u robot --password-stdin <<< "s3cr3t77"' }],
  ["text around a login", { user_data: new Unknown([], "docker login ${var.registry} -u robot -p s3cr3t77") }],
  [
    "configuration of docker in a script",
    { user_data: `cat > config.json <<EOF\n{"auths": {"registry.example": {"auth": "${AUTH}"}}}\nEOF\n` },
  ],
  ["configuration of docker as JSON", { content: JSON.stringify({ auths: { "registry.example": { auth: AUTH } } }) }],
  ["configuration of docker", { auths: { "registry.example": { auth: AUTH } } }],
  ["Weights and Biases key", { env: [{ name: "WANDB_API_KEY", value: "0123456789abcdef0123456789abcdef01234567" }] }],
])("%s is found, and not shown", (_, attributes) => {
  const found = findSecretsIn(attributes);
  expect(found).toHaveLength(1);
  expect(found[0]?.preview).toMatch(/^\d+ characters$/);
});

test("data of a Secret is found whatever it is called, its public parts are not", () => {
  const secret = {
    ...made("x.y", {
      data: { hf: Buffer.from("hunter2-abc").toString("base64"), username: Buffer.from("admin").toString("base64") },
    }),
    kind: "v1 Secret",
  };
  expect(findSecrets(secret).map(({ path }) => path)).toEqual(["data.hf"]);
});

test.each<[string, Attributes]>([
  ["reference", { password: new Unknown([], "${var.password}") }],
  ["placeholder in a text", { token: "${data.x.y.z}" }],
  ["ARN", { api_token: "arn:aws:secretsmanager:eu-west-1:123456789012:secret:hf-token-AbCdEf" }],
  ["name of a secret", { name: "hf-token", secret_name: "hf-token", secretName: "regcred" }],
  ["file", { token: "/var/run/secrets/token", password_file: "/etc/pw" }],
  ["plain URL", { auth_token_url: "https://auth.example.com/token", token: "https://auth.example.com/oauth" }],
  ["image digest", { image: `r/a@sha256:${"ab12".repeat(16)}` }],
  [
    "stand-in",
    { password: "<your password>", token: "xxxxxxxx", secret: "", api_key: "REPLACE_ME", auth_token: "****" },
  ],
  ["variable that holds its own name", { DB_PASSWORD: "DB_PASSWORD", env: [{ name: "HF_TOKEN", value: "HF_TOKEN" }] }],
  ["secretKeyRef", { env: [{ name: "HF_TOKEN", valueFrom: { secretKeyRef: { name: "hf", key: "token" } } }] }],
  ["number", { max_tokens: "4096", token_ttl: "3600", SIGNING_KEY_COUNT: "3", http_tokens: "required" }],
  ["taint", { taint: [{ key: "tier", value: "gpu-reserved-0123" }] }],
  [
    "key ARN",
    { kms_key_id: "1234abcd-12ab-34cd-56ef-1234567890ab", key_arn: "arn:aws:kms:eu-west-1:123456789012:key/1234abcd" },
  ],
  ["certificate", { certificate: "-----BEGIN CERTIFICATE-----\nMIIabc", token: "-----BEGIN CERTIFICATE-----\nMII" }],
  ["expiration", { tokenExpirationSeconds: 3600, automountServiceAccountToken: "false" }],
  ["base64 of a text", { user_data: Buffer.from("#!/bin/sh\necho hello world\n").toString("base64") }],
  [
    "login by a variable",
    {
      user_data: 'docker login -u robot -p $PASS r\ndocker login -u robot -p "${PASS}"\ndocker login -u a -p$PASS',
      script: new Unknown([], "docker login -u ${var.user} -p ${var.password} registry.example"),
      command: "docker login -u robot -p PASSWORD; docker login -u robot -p <password>; docker login -p '{{ pw }}'",
    },
  ],
  [
    "login by a command",
    {
      user_data: "aws ecr get-login-password | docker login --username AWS --password-stdin r",
      script: 'docker login -u AWS -p $(aws ecr get-login-password) r; docker login -p "$(cat token)"',
      command: 'docker login -p `cat token`; echo "$TOKEN" | docker login --password-stdin; cat t | docker login',
    },
  ],
  [
    "other options of docker",
    {
      user_data: "docker login -u robot --password-stdin r < token\ndocker run --name login -p 8080:8501 server",
      script: "docker login registry.example && docker run -p 127.0.0.1:8080:8501 server; echo login | tee docker",
      command: "echo failed || docker login; echo done; docker login",
    },
  ],
  [
    "configuration of docker without a password",
    {
      content: JSON.stringify({ auths: { r: { auth: "" } }, credsStore: "ecr-login" }),
      template: `{"auths":{"r":{"auth":"${Buffer.from("robot:$PASSWORD").toString("base64")}"}}}`,
      auth: "basicAuth",
      settings: '{"auth":"enabled!","token_auth":"kubernetes"}',
    },
  ],
  ["URL of variables", { url: "postgres://app:$(DB_PASSWORD)@db/app" }],
  [
    "policy",
    { policy: '{"Version":"2012-10-17","Statement":[{"Action":"secretsmanager:GetSecretValue","Token":"x"}]}' },
  ],
])("%s is not taken for a secret", (_, attributes) => {
  expect(findSecretsIn(attributes)).toEqual([]);
});

test("a random AWS key under any path is found", () => {
  const character = fc.constantFrom(..."ABCDEFGHIJKLMNOPQRSTUVWXYZ234567");
  const key = fc.array(character, { minLength: 16, maxLength: 16 }).map((rest) => `AKIA${rest.join("")}`);
  fc.assert(
    fc.property(key, fc.array(fc.string(), { minLength: 1, maxLength: 6 }), (secret, path) => {
      const attributes = path.reduceRight<Value>(
        (inner, step) => ({ [step === "__proto__" ? "p" : step]: inner }),
        secret,
      );
      expect(findSecretsIn(attributes as Attributes).length).toBeGreaterThan(0);
    }),
  );
});

test("random ids, ARNs and digests are not", () => {
  const hex = fc
    .array(fc.constantFrom(..."0123456789abcdef"), { minLength: 64, maxLength: 64 })
    .map((all) => all.join(""));
  const names = fc.constantFrom("id", "token", "password", "API_KEY", "value", "secret");
  const values = fc.oneof(
    fc.uuid(),
    hex.map((all) => `sha256:${all}`),
    fc.uuid().map((id) => `arn:aws:kms:eu-west-1:123456789012:key/${id}`),
  );
  fc.assert(
    fc.property(names, values, (name, value) => {
      expect(findSecretsIn({ [name]: value })).toEqual([]);
    }),
  );
});

test("any input is searched without failing", () => {
  fc.assert(
    fc.property(fc.object(), (attributes) => {
      expect(Array.isArray(findSecretsIn(attributes as Attributes))).toBe(true);
    }),
  );
});
