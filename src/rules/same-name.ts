import type { Instance } from "../model/model.ts";

/**
 * Whether two instances of a host are one by program and name, which is a finding of its own: that they share ports
 * and directories too only follows from it.
 */
export function isSecondOfName(instance: Instance, other: Instance): boolean {
  return (
    instance !== other &&
    instance.site !== undefined &&
    instance.site === other.site &&
    instance.program === other.program &&
    instance.name.value === other.name.value &&
    instance.hostName?.value === other.hostName?.value
  );
}
