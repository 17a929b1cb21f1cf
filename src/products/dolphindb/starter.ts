import { newestOf } from "../known-releases.ts";
import { electors, onEach, type Starter, type StarterSite } from "../starter.ts";
import { controllerFile } from "./programs.ts";

/** Three controllers are a Raft group; two copies of the data lie on different hosts. */
export function starterOfDolphindb({ hosts }: StarterSite): Starter {
  const controllers = electors(hosts);
  const section = `\
# Controllers know where the data are. Data nodes store them. An agent on each host starts the nodes there.
dolphindb:
  # The release that you run, in quotes: YAML takes 2.00 for a number.
  version: "${newestOf(controllerFile.catalogue)}"
${
  hosts.length === 1
    ? `\
  # One host holds one copy. With a second host, make it 2.
  replication: { factor: 1 }
`
    : `\
  # Two copies of all data, on different hosts.${hosts.length === 2 ? " While either host is away, writes fail. Three survive the loss of one." : ""}
  replication: { factor: 2, reliability_level: 1 }
`
}  ${controllers.length === 1 ? "# One controller: while it is away, the cluster is. With a third host, write three." : "# Three controllers survive the loss of one."}
  controllers:
${onEach(controllers, 4)}  data_nodes:
${onEach(hosts, 4)}  # Parameters go under config, by the file they belong to:
  # config: { cluster: { maxMemSize: 32 } }
`;
  const errorsInProduction = [
    "DolphinDB: two controllers, a majority of them on one host, or one copy of the data beside three of them;",
    "           one controller, with one copy or more, is taken as it is",
  ];
  return { section, errorsInProduction, accept: [] };
}
