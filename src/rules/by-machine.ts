import { dirname } from "node:path/posix";
import { once } from "../diagnostics/once.ts";
import { isLoopback } from "../model/addresses.ts";
import type { Host, Instance, Model } from "../model/model.ts";

/**
 * Instances that share a machine. Across sites machines are told apart by address, because two sites may call one
 * machine differently; within a site two names are two machines, and a shared address is a mistake of its own.
 * Files that were written by hand belong to no site and know a machine by its address only; loopback is another
 * machine in every folder. All loopback addresses are one machine: 127.0.0.2 is where 127.0.0.1 is.
 * Instances whose machine is not known are in none.
 */
export const byMachine = once((model: Model): readonly (readonly Instance[])[] => {
  const owners = new Map<string, Host>();
  const machines = new Map<string, Instance[]>();
  for (const instance of model.instances) {
    const { host } = instance;
    const address = host?.address?.value.toLowerCase();
    if (host === undefined || address === undefined) continue;
    if (host.site === undefined) {
      add(
        machines,
        isLoopback(address) ? JSON.stringify([dirname(host.at.file.path), "loopback"]) : address,
        instance,
      );
      continue;
    }
    const inSite = JSON.stringify([model.sites.indexOf(host.site), address]);
    const owner = owners.get(inSite) ?? host;
    owners.set(inSite, owner);
    const machine = isLoopback(address) ? "loopback" : address;
    add(machines, owner === host ? machine : JSON.stringify([address, host.name]), instance);
  }
  return [...machines.values()];
});

function add(machines: Map<string, Instance[]>, machine: string, instance: Instance): void {
  const others = machines.get(machine);
  if (others === undefined) machines.set(machine, [instance]);
  else others.push(instance);
}
