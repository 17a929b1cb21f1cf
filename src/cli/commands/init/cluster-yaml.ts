import { writeText } from "../../../emit/yaml-1-1.ts";
import type { Product } from "../../../products/product.ts";
import { addressBeside, type NewHost } from "./hosts.ts";

export interface NewSite {
  readonly name: string;
  readonly hosts: readonly NewHost[];
  readonly products: readonly Product[];
  /** The path of its JSON Schema from its folder, for editors that ask the file itself. */
  readonly schema: string | undefined;
}

/** A cluster.yaml that builds as it is, with what somebody wants to know at each place. */
export async function newClusterYaml({ name, hosts, products, schema }: NewSite): Promise<string> {
  const written = hosts.map((host) => writeText(host.name));
  const site = { hosts: written, freeAddress: addressBeside(hosts) };
  const starters = await Promise.all(products.map((product) => product.starter(site)));
  const [first = "db1"] = written;
  const parts = [
    `\
${schema === undefined ? "" : `# yaml-language-server: $schema=${schema}\n`}\
# One site: its machines, and what runs on them.
#   cfgc lint                    checks it
#   cfgc build cluster.yaml      writes all its files to out/; read out/README.md next
#   cfgc explain environment     tells about a key
cfgc: 1
name: ${writeText(name)}
# production, or development. These are errors in production, and warnings in development:
${starters.flatMap(({ errorsInProduction }) => errorsInProduction.map((line) => `#   ${line}\n`)).join("")}\
environment: production
`,
    `\
${hosts.some(({ isExample }) => isExample) ? "# These addresses are examples: write those by which the hosts reach each other.\n" : ""}\
# zone is what fails together, such as a rack; memory is compared with what the programs are told to keep:
#   ${first}: { address: ${addressText(hosts[0])}, zone: rack1, memory: 64GB }
hosts:
${hosts.map((host, index) => `  ${written[index]}: { address: ${addressText(host)} }\n`).join("")}`,
    ...starters.map(({ section }) => section),
  ];
  const accepted = starters.flatMap(({ accept }) => accept);
  if (accepted.length > 0) {
    const lines = accepted.map(({ rule, reason }) => `  - { rule: ${rule}, reason: ${reason} }\n`);
    parts.push(
      `# Risks that you know of. Take a line out when you have mended its cause.\naccept:\n${lines.join("")}`,
    );
  }
  return parts.join("\n");
}

function addressText(host: NewHost | undefined): string {
  const { address = "10.1.1.1" } = host ?? {};
  return address.includes(":") ? JSON.stringify(address) : writeText(address);
}
