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
 * What `--hosts` says: `db1`, `db1=10.1.1.1`, `10.1.1.1`, `db1.example.net`, with ranges such as `db[1-3]`. What is not
 * said is made up, and nothing that is said twice. Throws a {@link UserError} for what no host can be called.
 */
export function hostsNamed(words: string): readonly NewHost[] {
  const given = words.split(",").map((word) => word.trim());
  const hosts = given.flatMap((word) => hostsOf(word));
  if (hosts.length > mostHosts)
    throw new UserError(`--hosts takes ${mostHosts} hosts; write more as a range, by hand`);
  const names = new Map<string, WrittenHost>();
  const addresses = new Set<string>();
  for (const host of hosts) {
    const { name, address } = host;
    const problem = name === undefined ? undefined : problemOfName(name);
    if (problem !== undefined) throw new UserError(`--hosts: the name "${name}" ${problem}`);
    if (address !== undefined && !formats.host?.test(address))
      throw new UserError(`--hosts: "${address}" is no host name or IP address`);
    checkOnce(host, names);
    if (address === undefined) continue;
    if (addresses.has(address.toLowerCase())) throw new UserError(`--hosts: ${address} is there twice`);
    addresses.add(address.toLowerCase());
  }
  const freeName = unused((number) => `db${number}`, names);
  const freeAddress = unused((number) => `10.1.1.${number}`, addresses);
  return hosts.map(({ name, address }, index) => ({
    name: name ?? freeName(index + 1),
    address: address ?? freeAddress(index + 1),
    isExample: address === undefined,
  }));
}

/** An example of an address that none of these hosts has. */
export function addressBeside(hosts: readonly NewHost[]): string {
  return unused((number) => `10.1.1.${number}`, new Set(hosts.map(({ address }) => address)))(100);
}

function checkOnce(host: WrittenHost, names: Map<string, WrittenHost>): void {
  const { name } = host;
  if (name === undefined) return;
  const other = names.get(name.toLowerCase());
  names.set(name.toLowerCase(), host);
  if (other === undefined) return;
  if (!host.isShortened && !other.isShortened) throw new UserError(`--hosts: ${name} is there twice`);
  const [one, two] = [other, host].map(({ isShortened, address }) => (isShortened ? address : name));
  throw new UserError(
    one === two
      ? `--hosts: ${one} is there twice`
      : `--hosts: ${one} and ${two} would both be called ${name}; name them, as in ${name}a=${host.address}`,
  );
}

/** Gives what is not taken, from a number on; there are more numbers than hosts. */
function unused(
  text: (number: number) => string,
  taken: { has(text: string): boolean },
): (from: number) => string {
  const made = new Set<string>();
  return (from) => {
    let number = from;
    while (taken.has(text(number)) || made.has(text(number))) number = (number % 254) + 1;
    made.add(text(number));
    return text(number);
  };
}

interface WrittenHost {
  readonly name?: string;
  readonly address?: string;
  /** The name is the first part of the address. */
  readonly isShortened?: boolean;
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
    return domain === undefined ? { name: one } : { name: short, address: one, isShortened: true };
  });
}

/** Names and addresses of hosts, which are written into cluster.yaml: nothing secret is asked for there. */
function expanded(text: string): readonly Sayable[] {
  // The names of machines, as somebody typed them into this command.
  const expansion = expandRanges(writtenName(text));
  if (isProblem(expansion)) throw new UserError(`--hosts: ${expansion.problem}`);
  return expansion.names;
}
