import { type Sayable, writtenName } from "../../../diagnostics/message.ts";
import { problemOfName } from "../../../model/names.ts";
import { expandRanges, isProblem } from "../../../model/ranges.ts";
import { formats } from "../../../schema/formats/formats.ts";
import { isIP } from "../../../source/ip.ts";
import { UserError } from "../../user-error.ts";

export interface NewHost {
  readonly name: string;
  readonly address: string;
  /** The address is an example, since nobody has said it. */
  readonly isExample: boolean;
}

/** More are better written as a range, by hand. */
const mostHosts = 200;

/**
 * What `--hosts` says: `db1`, `db1=10.1.1.1`, `10.1.1.1`, `db1.example.net`, with ranges such as `db[1-3]`. Throws a
 * {@link UserError} for what no host can be called.
 */
export function hostsNamed(words: string): readonly NewHost[] {
  const given = words.split(",").map((word) => word.trim());
  const hosts = given.flatMap((word) => hostsOf(word)).map((host, index) => completed(host, index));
  if (hosts.length > mostHosts)
    throw new UserError(`--hosts takes ${mostHosts} hosts; write more as a range, by hand`);
  const names = new Set<string>();
  const addresses = new Set<string>();
  for (const { name, address } of hosts) {
    const problem = problemOfName(name);
    if (problem !== undefined) throw new UserError(`--hosts: the name "${name}" ${problem}`);
    if (!formats.host?.test(address))
      throw new UserError(`--hosts: "${address}" is no host name or IP address`);
    for (const [seen, text] of [
      [names, name],
      [addresses, address],
    ] as const) {
      if (seen.has(text.toLowerCase())) throw new UserError(`--hosts: ${text} is there twice`);
      seen.add(text.toLowerCase());
    }
  }
  return hosts;
}

interface WrittenHost {
  readonly name?: string;
  readonly address?: string;
}

function hostsOf(word: string): WrittenHost[] {
  const [name = "", address, more] = word.split("=");
  if (name === "" || address === "" || more !== undefined)
    throw new UserError(`--hosts takes names or NAME=ADDRESS with commas between, such as db1,db2=10.1.1.2`);
  const names = expanded(name);
  if (address !== undefined) {
    const addresses = expanded(address);
    if (addresses.length !== names.length)
      throw new UserError(`--hosts: ${name} and ${address} stand for different numbers of hosts`);
    return names.map((one, index) => ({ name: one, address: addresses[index] ?? "" }));
  }
  return names.map((one) => {
    if (isIP(one) !== 0) return { address: one };
    // A full name is an address, and its first part enough to tell the host by.
    const [short = "", domain] = one.split(".", 2);
    return domain === undefined ? { name: one } : { name: short, address: one };
  });
}

/** Names and addresses of hosts, which are written into cluster.yaml: nothing secret is asked for there. */
function expanded(text: string): readonly Sayable[] {
  // The names of machines, as somebody typed them into this command.
  const expansion = expandRanges(writtenName(text));
  if (isProblem(expansion)) throw new UserError(`--hosts: ${expansion.problem}`);
  return expansion.names;
}

function completed({ name, address }: WrittenHost, index: number): NewHost {
  return {
    name: name ?? `db${index + 1}`,
    address: address ?? `10.1.1.${index + 1}`,
    isExample: address === undefined,
  };
}
