import type { Estate } from "../estate";
import { remembered } from "../memo";
import type { Resource, Value } from "../resource";
import { isUnknown } from "../unknown";
import { isGone } from "./existence";
import { leadsTo } from "./references";
import { own, textOf } from "./values";

/** A service account of Google as far as it can be told: its address, and the resource that makes it. */
export interface GoogleAccount {
  /** `resnet@acme-vision.iam.gserviceaccount.com`, with `${...}` where a part of it is not known. */
  readonly email: string | undefined;

  /** The `google_service_account` of the estate; undefined when it is made elsewhere. */
  readonly resource: Resource | undefined;
}

const KIND = "google_service_account";
const EMAIL = /[^\s/:@]+@[a-z0-9.${}_-]+\.gserviceaccount\.com/i;

/** `var.x`, `google_service_account.a["b"].email`, `module.m.emails[0]`: a path, and no call and no choice among several. */
const TRAVERSAL = /\$\{[\w.*-]+(?:\[(?:"[^"$\\]*"|[\w.*-]+)\][\w.*-]*)*\}/g;

/** Whether what stands in the `${...}` of a text is nothing but paths: what they lead to is then surely what is meant. */
export function refersOnly(text: string): boolean {
  return !text.replaceAll(TRAVERSAL, "").includes("${");
}

/** The service account that a value names: by reference, by address, or as `projects/-/serviceAccounts/<address>`. */
export function googleAccountOf(estate: Estate, from: Resource, value: Value): GoogleAccount | undefined {
  if (value === null || value === "") {
    return undefined;
  }
  const references = isUnknown(value) ? value.references : [];
  const targets = new Set(references.flatMap((reference) => leadsTo(estate, reference, from)));
  const led = [...targets].filter(({ kind }) => kind === KIND);
  const [only] = led;
  if (only !== undefined && led.length === 1) {
    const looked = only.mode === "data" ? accountNamed(estate, googleEmailOf(estate, only)) : only;
    return { email: googleEmailOf(estate, only), resource: looked };
  }
  const text = isUnknown(value) ? value.text : textOf(value);
  const email = EMAIL.exec(text ?? "")?.[0];
  return email === undefined ? undefined : { email, resource: accountNamed(estate, email) };
}

/** Address of a service account: what it says of itself, else what Google will make of its id and its project. */
export function googleEmailOf(estate: Estate, account: Resource): string | undefined {
  const email = own(account.attributes, "email");
  const id = textOf(own(account.attributes, "account_id"));
  if (typeof email === "string" && email !== "") {
    return email;
  }
  if (id === undefined || id.includes("@")) {
    return id;
  }
  return `${id}@${projectOf(estate, account) ?? "${project}"}.iam.gserviceaccount.com`;
}

/** Project of a resource as it says itself, else as the provider of its root module does; undefined when neither is literal. */
export function projectOf(estate: Estate, resource: Resource): string | undefined {
  const project = own(resource.attributes, "project");
  if (project !== null) {
    return isUnknown(project) ? undefined : textOf(project);
  }
  return providerProject(estate, resource.root);
}

/** Project of the root's Google providers, where all of them name the same. */
const providerProject = remembered((estate: Estate, root: string): string | undefined => {
  const providers = (estate.roots.find(({ name }) => name === root)?.providers ?? []).filter(
    ({ name }) => name === "google" || name === "google-beta" || name.startsWith("google."),
  );
  const projects = new Set(providers.map(({ settings }) => textOf(own(settings, "project"))));
  const [only] = projects;
  return projects.size === 1 ? only : undefined;
});

function accountNamed(estate: Estate, email: string | undefined): Resource | undefined {
  const [id, domain = ""] = (email ?? "").split("@");
  const namesakes = accountsById(estate, KIND).get(id ?? "") ?? [];
  const named = namesakes.filter((account) => {
    const project = projectOf(estate, account);
    return project === undefined || domain.includes("${") || domain === `${project}.iam.gserviceaccount.com`;
  });
  return named.length === 1 ? named[0] : undefined;
}

const accountsById = remembered((estate: Estate, kind: string): ReadonlyMap<string, readonly Resource[]> => {
  const byId = new Map<string, Resource[]>();
  for (const account of estate.ofKind(kind)) {
    const id = textOf(own(account.attributes, "account_id"));
    if (id !== undefined && account.mode !== "data" && !isGone(account)) {
      const others = byId.get(id);
      others === undefined ? byId.set(id, [account]) : others.push(account);
    }
  }
  return byId;
});
