/** Where the name at a place is declared, and where it is spoken of. */
import { byCodeUnits } from "../../diagnostics/code-units.ts";
import type { Location } from "../../diagnostics/location.ts";
import type { Library } from "../library.ts";
import type { OpenFile } from "../open-file.ts";
import type { NamePlace } from "./name-place.ts";
import { meantBy, nameAt, nameSpaces } from "./name-spaces.ts";

/** Of a name that several places declare all of them; none where no name is. */
export function definitionAt(open: OpenFile, offset: number, library: Library): readonly Location[] {
  return locationsOf(placesMeant(open, offset, library).filter(({ does }) => does === "declares"));
}

export function referencesAt(
  open: OpenFile,
  offset: number,
  withDeclarations: boolean,
  library: Library,
): readonly Location[] {
  const found = placesMeant(open, offset, library);
  return locationsOf(withDeclarations ? found : found.filter(({ does }) => does === "refers"));
}

function placesMeant(open: OpenFile, offset: number, library: Library): readonly NamePlace[] {
  const spaces = nameSpaces(open, library);
  const target = nameAt(open, offset, spaces);
  return target === undefined ? [] : meantBy(target, spaces).places;
}

/** Each once, in the order of the files. */
function locationsOf(places: readonly NamePlace[]): readonly Location[] {
  const found = new Map(places.map(({ at }) => [`${at.file.path}:${at.start}`, at]));
  return [...found.values()].sort((a, b) => byCodeUnits(a.file.path, b.file.path) || a.start - b.start);
}
