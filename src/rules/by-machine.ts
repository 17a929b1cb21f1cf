import type { Instance, Model } from "../model/model.ts";

/**
 * Instances that share a machine. Machines are told apart by address, not by name: two sites may call one machine
 * differently. Instances whose machine is not known are in none.
 */
export function byMachine(model: Model): readonly (readonly Instance[])[] {
  const machines = new Map<string, Instance[]>();
  for (const instance of model.instances) {
    const address = instance.host?.address?.value.toLowerCase();
    if (address === undefined) continue;
    const others = machines.get(address);
    if (others === undefined) machines.set(address, [instance]);
    else others.push(instance);
  }
  return [...machines.values()];
}
