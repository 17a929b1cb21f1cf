/** What cfgc knows of the releases of programs, for the check of one that somebody names. */
import { joined, type Message, type Name, type Sayable, say } from "../diagnostics/message.ts";
import type { KnownReleases } from "../model/treated-release.ts";
import { productName } from "../schema/catalogue.ts";
import type { Program } from "./product.ts";

type Releases = Pick<Program, "catalogue" | "hasRelease" | "releasePattern">;

/** Those that each of the programs has, since they are released together; the first lends its name. */
export function releasesOf(first: Releases, others: readonly Releases[] = []): KnownReleases {
  const { catalogue, releasePattern } = first;
  const has = (release: Sayable) => [first, ...others].every((program) => program.hasRelease(release));
  return {
    title: productName(catalogue, newestOf(catalogue)),
    nameAt: (release) => productName(catalogue, release),
    has,
    // Asked for once in a while, while `has` is asked for every file.
    get listed() {
      return listedIn(first).filter(has);
    },
    features: featuresOf([first, ...others]),
    ...(releasePattern === undefined ? {} : { pattern: releasePattern }),
  };
}

/** Those that any of the programs has: a file that speaks to all of them may be of the release of either. */
export function releasesOfAny(programs: readonly Releases[]): KnownReleases {
  const names = programs.map(({ catalogue }) => productName(catalogue, newestOf(catalogue)));
  const title = joined([...new Set(names)], " or ");
  return {
    title,
    nameAt: () => title,
    has: (release) => programs.some((program) => program.hasRelease(release)),
    listed: [...new Set(programs.flatMap(listedIn))],
    features: featuresOf(programs),
  };
}

/** The newest release that a catalogue lists. */
export function newestOf({ releases }: Program["catalogue"]): Message {
  return releases.at(-1)?.version ?? say``;
}

function listedIn({ catalogue }: Releases): Name[] {
  return catalogue.releases.map(({ version }) => version);
}

function featuresOf(programs: readonly Releases[]): Name[] {
  return programs.flatMap(({ catalogue }) => catalogue.features ?? []);
}
