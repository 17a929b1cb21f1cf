import type { Instance } from "../model/model.ts";

/**
 * Whether two instances of a host are one by program and name, which is a finding of its own: that they share ports
 * and directories too only follows from it. A file of the name is the process itself, described a second time.
 */
export function isSecondOfName(instance: Instance, other: Instance): boolean {
  const isOne = instance.program === other.program && instance.name.value === other.name.value;
  if (instance === other || !isOne) return false;
  if ((instance.site === undefined) !== (other.site === undefined)) return true;
  return (
    instance.site !== undefined &&
    instance.site === other.site &&
    instance.hostName?.value === other.hostName?.value
  );
}
