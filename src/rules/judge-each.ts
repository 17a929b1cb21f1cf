/**
 * Thousands of instances of one cluster.yaml differ in name, host and a few settings, and most rules look at none of
 * these. So the first one is judged in place of all that are alike, and watched: if it is asked for nothing that differs
 * and nothing is found, the others would be judged as it was.
 */
import type { Instance } from "../model/model.ts";
import { type Alike, kindsAmong, sameness } from "./alike.ts";
import type { Report } from "./rule.ts";
import { type Asked, watched } from "./watched.ts";

/** What a rule finds in an instance. It has no other effect, and goes by what the instance holds, not by which object it is. */
export type Judge = (instance: Instance, report: Report) => void;

/** Judges each instance, in their order; what is found is what would be without those that are alike. */
export function judgeEach(instances: readonly Instance[], report: Report, judge: Judge): void {
  const { kinds, others } = kindsAmong(instances);
  const silent = kinds.map((alike) => silentAmong(alike.instances, alike, new Set(), judge));
  const isSilent = kinds.every(({ instances: all }, index) => silent[index]?.length === all.length);
  const known = isSilent ? undefined : new Set(silent.flat());
  for (const instance of known === undefined ? others : instances)
    if (!known?.has(instance)) judge(instance, report);
}

/** Instances in which nothing is found. They are equal in the values of `fixed`. */
function silentAmong(
  instances: readonly Instance[],
  alike: Alike,
  fixed: ReadonlySet<string>,
  judge: Judge,
): readonly Instance[] {
  const [first, second] = instances;
  if (first === undefined || second === undefined) return [];
  const asked: Asked = { values: new Set(), isBeyond: false };
  let isSilent = true;
  judge(watched(first, alike, fixed, asked), () => {
    isSilent = false;
  });
  if (!isSilent || asked.isBeyond) return [];
  const [key] = asked.values;
  if (key === undefined) return instances;
  const groups = byValue(instances, key);
  // A judgement for each few is no less work than one for each.
  if (groups.length > instances.length / 4) return [];
  return groups.flatMap((group) => silentAmong(group, alike, new Set([...fixed, key]), judge));
}

function byValue(instances: readonly Instance[], key: string): Instance[][] {
  const groups = new Map<unknown, Instance[]>();
  for (const instance of instances) {
    const setting = instance.settings.explicit.get(key);
    const same = setting && sameness(setting);
    const group = groups.get(same);
    if (group === undefined) groups.set(same, [instance]);
    else group.push(instance);
  }
  return [...groups.values()];
}
