import type { Fix } from "../diagnostics/fix.ts";
import { certain, choice, type Help } from "../diagnostics/help.ts";
import { joined, type Name, quoted, type Sayable, say } from "../diagnostics/message.ts";
import { distance } from "./nearest.ts";
import { bareVersion, compareVersions } from "./versions.ts";

/** What is known of releases, as far as it takes to tell which one is meant. */
export interface ReleaseNames {
  readonly listed: readonly Name[];
  readonly has: (release: Name) => boolean;
}

/** The releases that may be written so: 2.1.0 as `2.1`, 2.00.12 as `2.0.12`, each of a line where only that is written. */
export function releasesMeant(written: Sayable, { listed, has }: ReleaseNames): readonly Name[] {
  const [, major, minor, rest] = bareVersion(written).match(/^(\d+)\.(\d+)(\..+)?$/) ?? [];
  const line = listed.filter((one) => {
    const [ownMajor, ownMinor] = one.split(".");
    return Number(ownMajor) === Number(major) && Number(ownMinor) === Number(minor);
  });
  if (rest === undefined) return line;
  const same = line.filter((one) => compareVersions(one, bareVersion(written)) === 0);
  const spelt = line.map((one) => joined([...one.split(".").slice(0, 2), rest.slice(1)], "."));
  return [...new Set([...same, ...spelt])].filter(has).slice(0, 1);
}

/** The one release that is a letter away. */
export function nearRelease(written: Sayable, { listed }: ReleaseNames): Name | undefined {
  const [near, other] = listed.filter((one) => distance(one, bareVersion(written), 2) < 2);
  return other === undefined ? near : undefined;
}

/** Certain where there is one; of several any may be meant. */
export function releaseHelp(
  meant: readonly Name[],
  write: (release: Name) => Fix | undefined,
): Help | undefined {
  const [only, another] = meant;
  if (only === undefined) return undefined;
  if (another === undefined) return certain(write(only), say`write "${only}"`);
  const fixes = [...meant].reverse().flatMap((one) => {
    const edits = write(one);
    return edits === undefined ? [] : [{ title: say`write "${one}"`, edits, isCertain: false }];
  });
  return choice(say`write the whole release: ${joined(meant.map(quoted), ", ")}`, fixes);
}
