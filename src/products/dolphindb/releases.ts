/** DolphinDB's releases: three lines that go on side by side, with patches that no list can hold. */
import { type Sayable, say } from "../../diagnostics/message.ts";
import { catalogue } from "../../schema/generated/catalogues/dolphindb-nodes.ts";

/** `2.00.12`, `2.00.11.1`; a line alone, `2.00`, is its newest release. */
export function isRelease(version: string): boolean {
  return /^(?:1\.30|2\.00|3\.00)(?:\.\d{1,4}){0,2}$/.test(version);
}

/** The release that a text means. */
export function releaseMeant(version: Sayable): Sayable {
  if (!/^\d+\.\d+$/.test(version)) return version;
  const ofLine = catalogue.releases.filter((release) => release.version.startsWith(`${version}.`));
  return ofLine.at(-1)?.version ?? version;
}

export const releasePattern = say`releases are called 1.30.x, 2.00.x and 3.00.x, such as "2.00.12" or "2.00.11.1"`;

export const newestRelease = catalogue.releases.at(-1)?.version ?? say``;
