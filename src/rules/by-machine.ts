import type { Host, Instance, Model } from "../model/model.ts";

/**
 * Instances that share a machine. Across sites machines are told apart by address, because two sites may call one
 * machine differently; within a site two names are two machines, and a shared address is a mistake of its own.
 * Instances whose machine is not known are in none.
 */
export function byMachine(model: Model): readonly (readonly Instance[])[] {
  const owners = new Map<string, Host>();
  const machines = new Map<string, Instance[]>();
  for (const instance of model.instances) {
    const { host } = instance;
    const address = host?.address?.value.toLowerCase();
    if (host === undefined || address === undefined) continue;
    const inSite = JSON.stringify([host.site && model.sites.indexOf(host.site), address]);
    const owner = owners.get(inSite) ?? host;
    owners.set(inSite, owner);
    const machine = owner === host ? address : JSON.stringify([address, host.name]);
    const others = machines.get(machine);
    if (others === undefined) machines.set(machine, [instance]);
    else others.push(instance);
  }
  return [...machines.values()];
}
