/** What a build would write for some processes, as texts with placeholders for secrets. */
import { type Analysis, renderSome } from "../../compile.ts";
import { positionAt } from "../../diagnostics/location.ts";
import { plain } from "../../diagnostics/print/report.ts";
import type { OutputFile } from "../../emit/output-file.ts";
import { type Instance, type Model, siteFolder } from "../../model/model.ts";
import type { OpenFile } from "../open-file.ts";

/** Whose files are asked for, as kind of program and name. */
export interface ProcessName {
  readonly program: string;
  readonly name: string;
}

export interface Emitted {
  readonly texts: readonly { readonly path: string; readonly text: string }[];
  /** Why there are none; reads on after "cfgc: ". */
  readonly reason?: string;
}

/** Of a member with hundreds of processes those of the first ones do. */
const mostProcesses = 20;

export function emittedOf(open: OpenFile, names: readonly ProcessName[]): Emitted {
  if (!open.isChecked) return without("the text is newer than what is checked");
  const { path } = open.source;
  const site = open.check.sites.find(({ model }) => model.sites.some(({ at }) => at.file.path === path));
  if (site === undefined) return without(`${path} is no cluster.yaml that can be read`);
  if (site.hasErrors) return without(reasonOf(site));
  const { model, products } = site;
  const wanted = model.instances.filter(
    ({ program, name, site: own }) =>
      own?.at.file.path === path && names.some((one) => one.program === program && one.name === name.value),
  );
  if (wanted.length === 0) return without("no process of that name is there any more");
  const shown = wanted.slice(0, mostProcesses);
  const texts = renderSome(model, products, isOf(shown, model)).map(({ bundled: { path, content } }) => ({
    path,
    text: content,
  }));
  return texts.length === 0 ? without("no file is written for it") : { texts };
}

/** An error stops the build; no comment silences it. */
function reasonOf({ diagnostics }: Analysis): string {
  const errors = diagnostics.filter(({ severity }) => severity === "error");
  const [first] = errors;
  const said = `nothing is built while there are errors`;
  if (first === undefined) return said;
  const { line } = positionAt(first.at.file, first.at.start);
  return `${said}; line ${line} of ${first.at.file.path}: ${plain(first.message)}`;
}

function without(reason: string): Emitted {
  return { texts: [], reason };
}

function isOf(instances: readonly Instance[], model: Model): (file: OutputFile) => boolean {
  const owners = instances.flatMap((instance) => {
    const site = instance.site === undefined ? "" : siteFolder(model, instance.site);
    return (instance.ownsNoFile ? holdersOf(instance, model) : [instance]).map(
      ({ product, program, name, hostName }) => ({
        product,
        program,
        name: name.value,
        host: hostName?.value,
        site,
      }),
    );
  });
  return ({ place }) =>
    owners.some(
      ({ product, program, name, host, site }) =>
        place.product === product &&
        place.program === program &&
        place.instance === name &&
        place.host === host &&
        place.path.startsWith(site),
    );
}

/** Whose files speak of an instance that has none: that of its group which leads it, the first one. */
function holdersOf(instance: Instance, { groups }: Model): readonly Instance[] {
  const group = groups.find(({ instances }) => instances.includes(instance));
  return group?.instances.filter(({ ownsNoFile }) => !ownsNoFile).slice(0, 1) ?? [];
}
