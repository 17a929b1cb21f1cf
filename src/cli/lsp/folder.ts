/** The deployments of one folder, as `cfgc lint` forms them, with what editors hold in the place of what is on the disk. */
import { resolve } from "node:path";
import { detect, kindInComment } from "../../detect.ts";
import type { Diagnostic } from "../../diagnostics/diagnostic.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import { append } from "../../diagnostics/long-lists.ts";
import type { Io } from "../io.ts";
import { checkDeployment, type DeploymentCheck, foundBesides } from "../lint/check-deployment.ts";
import { type DeploymentFiles, type LintPlan, planLint } from "../lint/plan.ts";
import { kindBySettings, SettingsFiles } from "../lint/settings-file.ts";
import type { KnownFile } from "../lint/ties.ts";
import { readInput } from "../read-input.ts";
import { UserError } from "../user-error.ts";
import { giveWay } from "./give-way.ts";

/** A file in an editor, and the deployment that it belongs to. */
export interface FileInDeployment {
  readonly file: KnownFile;
  readonly files: readonly KnownFile[];
  /** What was found before the last edits, where those are not checked yet. */
  readonly check: DeploymentCheck;
}

type Checks = ReadonlyMap<DeploymentFiles, DeploymentCheck>;

/** A newer text has made a check pointless. */
class Outdated extends Error {}

/** In milliseconds: so long nothing else is done. A step that takes longer is not interrupted. */
const turn = 8;

export class Folder {
  /** Absolute. Paths of what is found count from here. */
  readonly root: string;
  readonly #io: Io;
  /** What there is to check: everything below the folder, or the files given and what lies beside each. */
  readonly #paths: () => readonly string[];
  readonly #byDirectory: boolean;
  #plan: LintPlan | undefined;
  #besides: readonly Diagnostic[] = [];
  /** Files whose buffers changed since the last check. */
  readonly #edited = new Set<string>();
  readonly #checked = new Map<DeploymentFiles, DeploymentCheck>();
  /** What the last check that came to its end was of, for questions while the next one runs. */
  #last: { readonly plan: LintPlan; readonly checked: Checks } | undefined;

  constructor(root: string, io: Io, openFiles?: () => readonly string[]) {
    this.root = root;
    this.#io = { ...io, cwd: root };
    this.#byDirectory = openFiles !== undefined;
    this.#paths = openFiles ?? (() => ["."]);
  }

  /** Something was saved, made, moved or removed: which files there are is asked for again. */
  changedOnDisk(): void {
    this.#plan = undefined;
  }

  /** The text of a buffer changed, or it was opened. */
  edited(path: string): void {
    this.#edited.add(path);
  }

  /** Checks what changed since the last call, which must have ended. Gives way between its steps; `isOutdated` ends it. */
  async check(isOutdated: () => boolean = () => false): Promise<void> {
    try {
      await this.#checkAll(pauses(isOutdated));
    } catch (error) {
      if (!(error instanceof Outdated)) throw error;
    }
  }

  async #checkAll(pause: () => Promise<void>): Promise<void> {
    // What comes in meanwhile is for the next call.
    const edited = [...this.#edited];
    this.#edited.clear();
    for (const path of edited) await this.#takeOver(path);
    if (this.#plan === undefined) {
      this.#checked.clear();
      const paths = this.#paths();
      const options = { as: undefined, byDirectory: this.#byDirectory, ignoreUnknown: true };
      const plan = await planLint(paths, options, this.#io);
      this.#besides = await foundBesides(paths, plan, this.#io);
      this.#plan = plan;
    }
    const plan = this.#plan;
    for (const deployment of plan.deployments) {
      if (this.#checked.has(deployment)) continue;
      await pause();
      this.#checked.set(deployment, await checkDeployment(deployment, this.#io, pause));
    }
    this.#last = { plan, checked: new Map(this.#checked) };
  }

  /** Sentences about files and folders that could not be read. */
  unreadable(): readonly string[] {
    return this.#plan?.unreadable ?? [];
  }

  /** Of all that `check` has been through. */
  found(): readonly Diagnostic[] {
    return [...this.#besides, ...[...this.#checked.values()].flatMap(({ diagnostics }) => diagnostics)];
  }

  /** Everything that the last check has been through. */
  deployments(): readonly Omit<FileInDeployment, "file">[] {
    return [...this.#checked].map(([{ files }, check]) => ({ files, check }));
  }

  /** Of each deployment, as it was while it is checked again. */
  checks(): readonly DeploymentCheck[] {
    const isWhole = this.#plan?.deployments.every((one) => this.#checked.has(one));
    return [...((isWhole ? undefined : this.#last?.checked) ?? this.#checked).values()];
  }

  /** The text of a file as it is now: in the editor, else on the disk; undefined if it cannot be read. */
  textOf(path: string): string | undefined {
    try {
      return readInput(path, this.#io).source.text;
    } catch (error) {
      if (error instanceof UserError) return undefined;
      throw error;
    }
  }

  /** What would be found with other texts, by absolute path; nothing of it is kept. Gives way between its steps. */
  async foundWith(texts: ReadonlyMap<string, string>): Promise<readonly Diagnostic[]> {
    const io = { ...this.#io, buffers: new Map([...(this.#io.buffers ?? []), ...texts]) };
    // Both as they are now: a check may run meanwhile.
    const deployments = this.#plan?.deployments ?? [];
    const checked = new Map(this.#checked);
    const kindOf = new Map(
      deployments.flatMap(({ files }) =>
        files.map(({ source, kind }) => [resolve(this.root, source.path), kind] as const),
      ),
    );
    // Hosts that a site includes may lie in the files of another one, or in none.
    const isOfSites = [...texts.keys()].some((path) => (kindOf.get(path) ?? "cluster") === "cluster");
    const pause = pauses(() => false);
    const found: Diagnostic[] = [];
    for (const deployment of deployments) {
      const files = deployment.files.map((file) => {
        const text = texts.get(resolve(this.root, file.source.path));
        return text === undefined ? file : { ...file, source: { path: file.source.path, text } };
      });
      const isSame =
        files.every((file, index) => file === deployment.files[index]) &&
        !(isOfSites && files.some(({ kind }) => kind === "cluster"));
      const known = isSame ? checked.get(deployment) : undefined;
      const { diagnostics } = known ?? (await checkDeployment({ ...deployment, files }, io, pause));
      append(found, diagnostics);
    }
    return found;
  }

  /** The file at an absolute path, if its deployment is known: as it was, while that is checked again. */
  find(path: string): FileInDeployment | undefined {
    const now = this.#plan && this.#findChecked(path, this.#plan, this.#checked);
    return now ?? (this.#last && this.#findChecked(path, this.#last.plan, this.#last.checked));
  }

  #findChecked(path: string, plan: LintPlan, checked: Checks): FileInDeployment | undefined {
    const found = this.#find(path, plan);
    const check = found && checked.get(found.deployment);
    return found && check && { file: found.file, files: found.deployment.files, check };
  }

  #find(path: string, { deployments }: LintPlan) {
    for (const deployment of deployments) {
      const file = deployment.files.find(({ source }) => resolve(this.root, source.path) === path);
      if (file !== undefined) return { deployment, file };
    }
    return undefined;
  }

  /** Takes the text of a buffer into the plan, or gives the plan up where another text makes another one. */
  async #takeOver(path: string): Promise<void> {
    const known = this.#plan && this.#find(path, this.#plan);
    if (this.#plan === undefined || known === undefined || this.#io.buffers?.has(path) !== true) {
      this.#plan = undefined;
      return;
    }
    const { file, deployment } = known;
    const { source, diagnostics } = readInput(file.source.path, this.#io);
    if (diagnostics.length > 0 || !(await this.#isStill(file, source))) {
      this.#plan = undefined;
      return;
    }
    const files = deployment.files.map((one) => (one === file ? { ...one, source } : one));
    const deployments = this.#plan.deployments.map((one) =>
      one === deployment ? { ...deployment, files } : one,
    );
    this.#plan = { ...this.#plan, deployments };
    this.#checked.delete(deployment);
    // Hosts that a site includes may lie in the files of another one.
    if (file.kind === "cluster")
      for (const one of this.#checked.keys())
        if (one.files.some(({ kind }) => kind === "cluster")) this.#checked.delete(one);
  }

  /** Whether a file with another text is of the same kind and release, so that all else stays as it is. */
  async #isStill({ kind, version }: KnownFile, source: SourceFile): Promise<boolean> {
    const settings = await new SettingsFiles(this.#io).forFile(source.path);
    const now = kindInComment(source) ?? kindBySettings(settings, source.path) ?? detect(source);
    return now?.kind === kind && now.version === version;
  }
}

/** Lets everything else have its turn when it has waited long enough, and looks then whether that was a newer text. */
function pauses(isOutdated: () => boolean): () => Promise<void> {
  let began = performance.now();
  return async () => {
    if (performance.now() - began < turn) return;
    await giveWay();
    if (isOutdated()) throw new Outdated();
    began = performance.now();
  };
}
