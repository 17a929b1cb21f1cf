/** Ports that nobody on a host listens on. */
import type { Instance } from "../../model/model.ts";
import { modelsOf } from "../models.ts";
import type { OpenFile } from "../open-file.ts";

/** The default if it is free, then the next ones that are; `own` is the port that stands there now. */
export function freePorts(
  open: OpenFile,
  hosts: readonly string[],
  byDefault: number,
  own: number | undefined,
): readonly number[] {
  const taken = takenOn(open, new Set(hosts), own);
  const free: number[] = [];
  for (let port = byDefault; port <= 65_535 && free.length < 2; port += 1)
    if (!taken.has(port)) free.push(port);
  return free;
}

function takenOn(open: OpenFile, hosts: ReadonlySet<string>, own: number | undefined): Set<number> {
  const all = modelsOf(open).flatMap(({ instances }) => instances);
  const addresses = new Set(
    all.flatMap((one) =>
      isOn(one, hosts) && one.host?.address !== undefined ? [one.host.address.value] : [],
    ),
  );
  const taken = new Set<number>();
  for (const one of all) {
    // Other sites may call the same machine otherwise.
    const address = one.host?.address?.value;
    if (!isOn(one, hosts) && (address === undefined || !addresses.has(address))) continue;
    for (const { port, lastPort = port } of one.claims.listeners)
      for (let number = port; number <= lastPort; number += 1) taken.add(number);
  }
  if (own !== undefined) taken.delete(own);
  return taken;
}

function isOn({ hostName, host }: Instance, hosts: ReadonlySet<string>): boolean {
  const name = hostName?.value ?? host?.name;
  return name !== undefined && hosts.has(name);
}
