/** The part of a product in the cluster.yaml that `cfgc init` writes: a section that builds as it is, with comments. */

export interface StarterSite {
  /** Names of the hosts as they are written in YAML, at least one. */
  readonly hosts: readonly string[];
  /** An example of an address that no host has. */
  readonly freeAddress: string;
}

export interface Starter {
  /** The section from its key on, in lines. */
  readonly section: string;
  /** What is an error in production and a warning in development, as lines of a comment. */
  readonly errorsInProduction: readonly string[];
  /** Rules of availability that so few hosts cannot keep, with the reason why they are accepted. */
  readonly accept: readonly { readonly rule: string; readonly reason: string }[];
}

/** Those that elect a leader: three survive the loss of one, and of two hosts only one can be in charge. */
export function electors(hosts: readonly string[]): readonly string[] {
  return hosts.slice(0, hosts.length < 3 ? 1 : 3);
}

/** A list of hosts, each in a line of its own. */
export function onEach(hosts: readonly string[], indent: number): string {
  return hosts.map((host) => `${" ".repeat(indent)}- { host: ${host} }\n`).join("");
}
