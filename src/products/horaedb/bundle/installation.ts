/** Where the files of an instance go and under which names its programs are installed. */
import type { Instance } from "../../../model/model.ts";
import { productName } from "../../../schema/catalogue.ts";
import type { HoraeCluster } from "../cluster.ts";
import { metaKind } from "../kinds.ts";

export interface Installation {
  /** `horaemeta`, or `ceresmeta` before 2.0: names files, folders and units. */
  readonly family: string;
  /** Folder in the bundle. */
  readonly folder: string;
  /** Folder on the host. */
  readonly configDir: string;
  readonly configFile: string;
  readonly envFile: string;
  readonly unit: string;
  readonly binary: string;
  /** The user of the official images. */
  readonly user: string;
}

export function installationOf(instance: Instance, cluster: HoraeCluster): Installation {
  const family = productName(instance.catalogue, instance.version).toLowerCase();
  const name = instance.name.value;
  const isMeta = instance.program === metaKind;
  return {
    family,
    folder: `hosts/${instance.hostName?.value}/${family}/${name}`,
    configDir: `/etc/${family}/${name}`,
    configFile: `${family}.toml`,
    envFile: `${name}.env`,
    unit: `${family}-${name}.service`,
    binary: (isMeta ? cluster.plan?.metaBinary : cluster.plan?.nodeBinary) ?? installed[family] ?? family,
    user: family.startsWith("ceres") ? "ceres" : "horae",
  };
}

// Dockerfile and horaemeta/Dockerfile of apache/horaedb@v2.1.0, Dockerfile of @v1.2.7 and of
// apache/incubator-horaedb-meta@v1.2.7.
const installed: Readonly<Record<string, string>> = {
  horaemeta: "/usr/bin/horaemeta-server",
  horaedb: "/usr/bin/horaedb-server",
  ceresmeta: "/usr/bin/ceresmeta-server",
  ceresdb: "/usr/bin/ceresdb-server",
};
