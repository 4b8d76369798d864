import { extname } from "node:path";
import type { Estate, RootModule } from "../../estate/estate";
import type { InputSummary } from "../../estate/read-summary";
import type { Resource, Value } from "../../estate/resource";
import { isUnknown } from "../../estate/unknown";
import type { Fix, FixValue } from "../fixes/fix";
import type { Finding } from "../judgement";
import { ROOT_KIND } from "../scope";
import { NotEditableError } from "./hcl-holder";
import { fixHcl, fixHclRoot, type HclSubject } from "./hcl-source";
import type { Texts } from "./texts";
import { fixYaml } from "./yaml-source";

/** The files that an estate was read from, as far as they are edited: HCL, and manifests in YAML. */
export class Sources {
  constructor(
    private readonly estate: Estate,
    private readonly inputs: readonly InputSummary[],
    private readonly texts: Texts,
  ) {}

  /** Does the fix to the texts. @throws NotEditableError when some of it cannot be done */
  public fix(finding: Finding, fix: Fix): void {
    const root = this.estate.roots.find(({ name }) => name === finding.root);
    if (finding.kind === ROOT_KIND) {
      if (root?.source !== "hcl") {
        throw new NotEditableError("it was not read from HCL");
      }
      fixHclRoot(this.texts, fix, root.file);
      return;
    }
    const file = this.inputs.find(({ path }) => path === finding.root)?.kind === "chart" ? undefined : finding.file;
    if (file !== undefined && root?.source === "hcl" && /^\.(?:tf|tofu)$/.test(extname(file))) {
      fixHcl(this.texts, fix, this.subjectOf(finding));
    } else if (file !== undefined && root?.source === "manifests" && /^\.ya?ml$/i.test(extname(file))) {
      const { resource: address, namespace } = finding;
      fixYaml(this.texts, fix, { file, address, ...(namespace === undefined ? {} : { namespace }) });
    } else {
      throw new NotEditableError(this.whyNot(finding, root?.source));
    }
  }

  /** Why the file that the finding stands in is not edited. */
  private whyNot({ root, file }: Finding, source: RootModule["source"] | undefined): string {
    if (this.inputs.find(({ path }) => path === root)?.kind === "chart") {
      return `${file} is rendered from a chart: change the chart or its values`;
    }
    if (source === "synthesized") {
      return `${file} is generated: change the program that makes it`;
    }
    return source === "plan"
      ? `${file} is made by Terraform: change the configuration`
      : `${file} is JSON: edit it by hand`;
  }

  private subjectOf(finding: Finding): HclSubject {
    const { root, resource: address, kind } = finding;
    const found = this.estate.at(root, address);
    if (found === undefined) {
      throw new NotEditableError(`${address} is not in the source`);
    }
    const manifest = kind.includes(" ")
      ? this.estate.ofKind(kind).find((each) => each.root === root && each.address === address)
      : undefined;
    return {
      ...this.placed(found),
      ...(manifest === undefined ? {} : { judgedAs: kind }),
      value: (path) => valueIn(manifest?.attributes ?? found.attributes, path),
      satellites: (of) => this.satellites(found, of).map((each) => this.asSubject(each)),
    };
  }

  private asSubject(resource: Resource): HclSubject {
    return { ...this.placed(resource), value: () => null, satellites: () => [] };
  }

  private placed({ address, kind, origin }: Resource): { file: string; type: string; name: string } {
    // Instances of a block are written once.
    const name = /\.([\p{L}_][\p{L}\p{N}_-]*)(?:\[[^\]]*\])?$/u.exec(address)?.[1];
    if (name === undefined) {
      throw new NotEditableError(`${address} is no address of a block`);
    }
    return { file: origin.file, type: kind, name };
  }

  /** Resources of the kind that point at it: by reference, or by the name that it was given. */
  private satellites({ root, address, attributes }: Resource, kind: string): readonly Resource[] {
    const names = [attributes.bucket, attributes.name].filter((value) => typeof value === "string");
    return this.estate.ofKind(kind).filter((each) => {
      const isReferring = [...each.references.values()].flat().some((to) => to.root === root && to.address === address);
      const isNaming = Object.values(each.attributes).some(
        (value) => typeof value === "string" && names.includes(value),
      );
      return each.root === root && each.mode === "managed" && (isReferring || isNaming);
    });
  }
}

/** @throws NotEditableError when it is known only after apply */
function valueIn(value: Value, path: string): FixValue {
  const found = path.split(".").reduce<Value>((holder, name) => {
    const isHolder = typeof holder === "object" && holder !== null && !Array.isArray(holder) && !isUnknown(holder);
    return isHolder ? ((holder as Readonly<Record<string, Value>>)[name] ?? null) : isUnknown(holder) ? holder : null;
  }, value);
  return known(found, path);
}

function known(value: Value, path: string): FixValue {
  if (isUnknown(value)) {
    throw new NotEditableError(`${path} is not known`);
  }
  if (typeof value !== "object" || value === null) {
    return value;
  }
  if (Array.isArray(value)) {
    return (value as readonly Value[]).map((item) => known(item, path));
  }
  return Object.fromEntries(Object.entries(value).map(([name, item]: [string, Value]) => [name, known(item, path)]));
}
