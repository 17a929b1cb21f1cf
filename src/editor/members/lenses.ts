/** Above each member of a cluster.yaml: the way to what a build would write for it. */

import type { OpenFile, Range } from "../open-file.ts";
import type { ProcessName } from "./emitted.ts";
import { membersIn, titleOfMember } from "./members.ts";

export interface Lens {
  readonly range: Range;
  readonly title: string;
  readonly names: readonly ProcessName[];
}

export function lensesIn(open: OpenFile): readonly Lens[] {
  return membersIn(open).map((member) => ({
    range: { start: member.at.start, end: member.at.start },
    title: `show the files of ${titleOfMember(member)}`,
    names: member.instances.map(({ program, name }) => ({ program, name: name.value })),
  }));
}
