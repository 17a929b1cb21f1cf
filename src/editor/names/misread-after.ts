/** Whether new names are read as such where they are written: a dot ends an alias in cluster.cfg, a colon one in a list. */
import { applyEdits, type TextEdit } from "../../diagnostics/fix.ts";
import type { SourceFile } from "../../diagnostics/location.ts";
import type { Name } from "../../diagnostics/message.ts";
import type { Library } from "../library.ts";
import type { OpenFile } from "../open-file.ts";
import { namesOfDocument } from "./in-document.ts";
import { namesOfProgramFile } from "./in-program-file.ts";
import type { NamePlace } from "./name-place.ts";

/** The first of the places whose name would be read as another one. */
export function misreadAfter(
  changed: ReadonlyMap<NamePlace, Name>,
  edits: readonly TextEdit[],
  open: OpenFile,
  library: Library,
): NamePlace | undefined {
  for (const file of new Set(edits.map(({ at }) => at.file))) {
    const own = edits.filter(({ at }) => at.file === file);
    const source = applyEdits(file, own);
    const there = new Set(namesIn(source, open, library).map(({ at, text }) => `${at.start} ${text}`));
    for (const [place, name] of changed) {
      if (place.at.file !== file) continue;
      const start = own
        .filter(({ at }) => at.start < place.at.start)
        .reduce((offset, { at, text }) => offset + text.length - (at.end - at.start), place.at.start);
      const isQuoted = /["']/.test(source.text.charAt(start));
      if (!there.has(`${isQuoted ? start + 1 : start} ${name}`)) return place;
    }
  }
  return undefined;
}

function namesIn(source: SourceFile, open: OpenFile, library: Library): readonly NamePlace[] {
  if (open.kind === "hosts" || open.kind === "cluster") return namesOfDocument(source, library).places;
  const input = open.files.find((one) => one.source.path === source.path) ?? open;
  return namesOfProgramFile({ ...input, source }, library).places;
}
