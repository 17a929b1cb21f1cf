import { join } from "node:path";
import type { StructuredPatch, StructuredPatchHunk } from "diff";
import { formOf } from "../../emit/as-written.ts";
import type { Bundle } from "../../emit/bundle.ts";
import { manifestPath } from "../../emit/manifest.ts";
import { naming } from "./bundle-error.ts";
import { type FileSystem, nodeFileSystem } from "./file-system.ts";
import {
  type PlannedFile,
  type PlannedRemoval,
  type PlannedWrite,
  planWrite,
  type WritePlan,
} from "./plan.ts";
import { masked, maskedByName, shownForm } from "./secret-lines.ts";

type Library = typeof import("diff");

/** What else is to be said of a file whose text changes; both texts are without values of secrets. */
export type RemarksOn = (path: string, before: string, after: string) => readonly string[];

/**
 * A unified diff, as git writes it, of what is in a bundle's directory against a bundle; "" if they are equal. Never
 * shows the value of a secret. What is no change of text (a conflict, a file that stays, what a change takes) is said in lines that begin
 * with `#`, which patch and git skip. Throws a {@link BundleError} for what cannot be read.
 */
export async function diffBundle(
  directory: string,
  bundle: Bundle,
  fs: FileSystem = nodeFileSystem,
  remarksOn: RemarksOn = () => [],
): Promise<string> {
  const plan = planWrite(directory, bundle, fs);
  const changed = plan.files.filter(({ action }) => action !== "unchanged");
  const added = changed.filter(isPlainAddition);
  const others = changed.filter((planned) => !isPlainAddition(planned));
  // The first bundle is all new, and takes no comparing.
  const library = others.length === 0 ? undefined : await import("diff");
  const parts = [
    ...plan.conflicts.map(({ path, reason }) =>
      part(path, remark(path, `${reason}: nothing can be written`)),
    ),
    ...plan.kept.map((path) => part(path, remark(path, "is not emitted any more, but was edited: it stays"))),
    ...added.map((planned) => part(planned.path, textOfAddition(planned))),
    ...(library === undefined
      ? []
      : others.map((planned) => part(planned.path, textOf(planned, plan, library, fs, remarksOn)))),
  ];
  if (parts.length === 0 && plan.manifest.action !== "unchanged")
    return remark(manifestPath, "is brought up to date");
  return parts
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0))
    .map(({ text }) => text)
    .join("");
}

/** Longer files are not read in order to be shown. */
const shownBytes = 16 * 1024 * 1024;

/** A diff with more changed lines than this takes too long to find the shortest one for. */
const editLimit = 4000;

function part(path: string, text: string): { path: string; text: string } {
  return { path, text };
}

function remark(path: string, text: string): string {
  return `# ${path} ${text}\n`;
}

/** A new file whose name nothing has to be done about in a patch. */
function isPlainAddition(planned: PlannedFile): planned is PlannedWrite {
  return planned.action === "create" && /^[\w./@-]+$/.test(planned.path);
}

function textOfAddition({ path, file }: PlannedWrite): string {
  const hunks = wholeHunk("", shownForm(file)).flatMap(({ newLines, lines }) => [
    `--- /dev/null\n+++ b/${path}`,
    `@@ -0,0 +1,${newLines} @@`,
    ...lines,
  ]);
  const head = [`diff --git a/${path} b/${path}`, `new file mode ${gitMode(file.mode)}`];
  return `${[...head, ...hunks].join("\n")}\n`;
}

function textOf(
  planned: PlannedFile,
  plan: WritePlan,
  library: Library,
  fs: FileSystem,
  remarksOn: RemarksOn,
): string {
  if (planned.action === "remove") return removalOf(planned, plan, library, fs);
  const { path, file } = planned;
  const head = { ...headOf(path), ...modes(planned) };
  if (planned.action === "create") {
    const hunks = wholeHunk("", shownForm(file));
    const oldFileName = "/dev/null";
    return library.formatPatch({ ...head, oldFileName, isCreate: true, newMode: gitMode(file.mode), hunks });
  }
  const modeChange = head.newMode ? library.formatPatch({ ...head, hunks: [] }) : "";
  if (planned.action === "mode") return modeChange;
  const old = presentText(path, plan, fs);
  if (old === undefined) return remark(path, "is replaced; what is there is too long to show");
  const shown = shownText(old, planned, plan);
  // With values where the placeholders were, or other values; which ones is nothing to print.
  if (shown === shownForm(file)) return `${remark(path, "changes in values of secrets only")}${modeChange}`;
  const remarks = remarksOn(path, shown, shownForm(file)).map((text) => remark(path, text));
  return remarks.join("") + library.formatPatch({ ...head, hunks: hunksOf(shown, shownForm(file), library) });
}

/** What a file that is replaced looks like, without values of secrets. */
function shownText(old: string, { path, file, edited, secretsOnly }: PlannedWrite, plan: WritePlan): string {
  if (secretsOnly) return shownForm(file);
  if (plan.previousSecrets.has(path) || (file.secrets ?? []).length > 0)
    return formAsWritten(old, path, plan) ?? masked(old, file);
  return edited ? maskedByName(old, shownForm(file)) : old;
}

function removalOf(
  { path, presentMode }: PlannedRemoval,
  plan: WritePlan,
  library: Library,
  fs: FileSystem,
): string {
  const old = presentText(path, plan, fs);
  const head = { ...headOf(path), newFileName: "/dev/null", isDelete: true, oldMode: gitMode(presentMode) };
  // Nothing is removed that is not as written, so only what is too long to read has no form.
  const form = old === undefined ? undefined : formAsWritten(old, path, plan);
  return library.formatPatch({ ...head, hunks: wholeHunk(form ?? "", "") });
}

/** The text with placeholders for values, if nobody has edited it since it was written. */
function formAsWritten(text: string, path: string, plan: WritePlan): string | undefined {
  const entry = plan.previous.get(path);
  return entry && formOf(entry, plan.previousSecrets.get(path) ?? [], Buffer.from(text));
}

function presentText(path: string, plan: WritePlan, fs: FileSystem): string | undefined {
  const full = join(plan.root, path);
  return naming("read", path, () =>
    (fs.lstat(full)?.size ?? 0) > shownBytes ? undefined : fs.readFile(full).toString(),
  );
}

/** The part of a patch that both sides and all kinds of change have in common. */
function headOf(path: string): Omit<StructuredPatch, "hunks"> {
  const headers = { oldHeader: undefined, newHeader: undefined };
  return { isGit: true, oldFileName: `a/${path}`, newFileName: `b/${path}`, ...headers };
}

function modes({ presentMode, file }: PlannedWrite): Pick<StructuredPatch, "oldMode" | "newMode"> {
  if (presentMode === undefined || presentMode === file.mode) return {};
  return { oldMode: gitMode(presentMode), newMode: gitMode(file.mode) };
}

function gitMode(mode: number): string {
  return `100${mode.toString(8).padStart(3, "0")}`;
}

function hunksOf(before: string, after: string, library: Library): StructuredPatchHunk[] {
  const options = { context: 3, maxEditLength: editLimit };
  const patch = library.structuredPatch("", "", before, after, undefined, undefined, options);
  return patch?.hunks ?? wholeHunk(before, after);
}

/** One hunk that removes all of one text and adds all of the other. */
function wholeHunk(before: string, after: string): StructuredPatchHunk[] {
  const removed = signed("-", before);
  const added = signed("+", after);
  if (removed.count + added.count === 0) return [];
  return [
    {
      oldStart: 1,
      oldLines: removed.count,
      newStart: 1,
      newLines: added.count,
      lines: [...removed.lines, ...added.lines],
    },
  ];
}

function signed(sign: string, text: string): { lines: string[]; count: number } {
  if (text === "") return { lines: [], count: 0 };
  const lines = text.split("\n").map((line) => sign + line);
  const count = text.endsWith("\n") ? lines.length - 1 : lines.length;
  if (count < lines.length) lines.pop();
  else lines.push("\\ No newline at end of file");
  return { lines, count };
}
