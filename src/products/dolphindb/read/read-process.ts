/** What reading of every kind of file needs to make a process of it. */
import { type Sayable, say } from "../../../diagnostics/message.ts";
import { isLoopback } from "../../../model/addresses.ts";
import type { Host, Instance } from "../../../model/model.ts";
import { Settings } from "../../../model/settings.ts";
import type { Traced } from "../../../schema/value.ts";
import { folderTie } from "../../folder-tie.ts";
import { describe, type Reader } from "../describe.ts";
import { isSite, type LocalSite, parseSite, strayKind } from "../syntax/local-site.ts";

/** What only cluster.nodes or cluster.yaml tells. */
export const blank = {
  row: undefined,
  zone: undefined,
  computeGroup: undefined,
  joining: false,
} as const;

export function siteIn(text: Traced<Sayable> | undefined): Traced<LocalSite> | undefined {
  const stray = text && strayKind(text.value);
  const site = text && parseSite(text.value.slice(0, text.value.length - (stray?.length ?? 0)), false);
  return text && site && isSite(site) ? { value: site, origin: text.origin } : undefined;
}

/** What the files tell of a process. */
export interface Told {
  readonly name: Traced<Sayable>;
  readonly settings: Settings;
  /** See {@link Instance.release}. */
  readonly release: Sayable | undefined;
  readonly site: Traced<LocalSite> | undefined;
  readonly at: Instance["at"];
}

export function instanceOf(
  reader: Reader,
  { name, settings, release, site, at }: Told,
  machines: Machines,
): Instance {
  return {
    product: "dolphindb",
    program: say`dolphindb-${reader}`,
    catalogue: settings.catalogue,
    version: settings.version,
    release,
    buildFeatures: [],
    site: undefined,
    name,
    hostName: undefined,
    host: site && machines.at(site, at),
    at,
    settings,
    claims: describe(reader, settings, site),
  };
}

/** The machines that the sites tell of, by address. */
export class Machines {
  readonly #known = new Map<string, Host>();

  at({ value, origin }: Traced<LocalSite>, at: Instance["at"]): Host {
    const address = value.host.toLowerCase();
    // A loopback address is another machine in every folder.
    const machine = isLoopback(address) ? `${folderTie(at.file.path)} ${address}` : address;
    let host = this.#known.get(machine);
    if (host === undefined) {
      host = {
        name: address,
        site: undefined,
        address: { value: address, origin },
        zone: undefined,
        memoryBytes: undefined,
        at,
      };
      this.#known.set(machine, host);
    }
    return host;
  }

  all(): Host[] {
    return [...this.#known.values()];
  }
}

/** Settings of which nothing is known, so that every rule skips them. */
export function unknownSettings(catalogue: Settings["catalogue"], version: Sayable): Settings {
  return new Settings(catalogue, version, new Map(), new Set(catalogue.keys.map((entry) => entry.key)));
}
