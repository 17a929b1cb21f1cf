/** Inputs for the examples of rules, small enough to be read. */
import type { Example } from "../diagnostics/diagnostic.ts";

/** A cluster.yaml of a site in production. */
export function site(rest: string): Example {
  return { files: { "cluster.yaml": `cfgc: 1\nname: metrics\n${rest}` } };
}

/** Three hosts in three zones. */
export const threeHosts = `hosts:
  db1: { address: 10.1.1.1, zone: a }
  db2: { address: 10.1.1.2, zone: b }
  db3: { address: 10.1.1.3, zone: c }
`;
