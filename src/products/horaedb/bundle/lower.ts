/** The model into files: a TOML, an environment file, a start script and a unit for each process. */

import { writeEnvFile } from "../../../emit/env-file.ts";
import { template as startTemplate } from "../../../emit/generated/templates/horaedb/start.sh.ts";
import { template as unitTemplate } from "../../../emit/generated/templates/horaedb/unit.service.ts";
import type { Document, DocumentEntry, OutputFile, OutputPlace } from "../../../emit/output-file.ts";
import { shellWords } from "../../../emit/shell.ts";
import { writeToml } from "../../../emit/toml.ts";
import { hostPort } from "../../../model/addresses.ts";
import { type Instance, kindOf, type Model, programOf, type Site } from "../../../model/model.ts";
import { entriesOf, type KeyEntry } from "../../../schema/catalogue.ts";
import { onceAtRelease, stateAt, variablesOf } from "../../../schema/key-state.ts";
import { textIn } from "../../../schema/secrets/sayable-value.ts";
import {
  derived,
  Float,
  type Origin,
  placeholderMark,
  type Traced,
  type Value,
} from "../../../schema/value.ts";
import { isExportable, variablesReadAt } from "../../../schema/variables.ts";
import { compareVersions } from "../../../schema/versions.ts";
import { isIP } from "../../../source/ip.ts";
import { clustersOf, type HoraeCluster } from "../cluster.ts";
import { directoriesOf } from "../directories.ts";
import { metaKind } from "../kinds.ts";
import { type Installation, installationOf } from "./installation.ts";

export function lowerHoraedb(model: Model, site: Site): readonly OutputFile[] {
  return clustersOf(model)
    .filter((cluster) => cluster.site === site)
    .flatMap((cluster) => cluster.instances.flatMap((instance) => lowerInstance(instance, cluster)));
}

function lowerInstance(instance: Instance, cluster: HoraeCluster): OutputFile[] {
  const installation = installationOf(instance, cluster);
  const { product } = cluster;
  const name = instance.name.value;
  const host = instance.hostName?.value;
  const place = (file: string): OutputPlace => {
    const path = `${installation.folder}/${file}`;
    const own = { path, product, instance: name, program: instance.program };
    return host === undefined ? own : { ...own, host };
  };
  const origin: Origin = { kind: "derived", how: "a template for every instance", from: [instance.at] };
  return [
    {
      kind: "document",
      place: place(installation.configFile),
      mode: 0o644,
      write: writeToml,
      document: () => configDocument(instance),
    },
    {
      kind: "document",
      place: place(installation.envFile),
      mode: 0o644,
      write: writeEnvFile,
      document: () => envDocument(instance, installation),
    },
    {
      kind: "text",
      place: place("start.sh"),
      mode: 0o755,
      text: () => startScript(instance, installation),
      origin,
    },
    {
      kind: "text",
      place: place(installation.unit),
      mode: 0o644,
      text: () => unitFile(instance, installation),
      origin,
    },
  ];
}

function configDocument(instance: Instance): Document {
  const { catalogue, version, settings, site } = instance;
  const written = writtenAt(catalogue, version);
  const entries: (DocumentEntry & { readonly order: number })[] = [];
  for (const [key, { value: set, origin, parts }] of settings.explicit) {
    const { path, order, isFloat } = written(key);
    const value = isFloat && typeof set === "number" ? new Float(set) : set;
    entries.push(
      parts === undefined ? { path, value, origin, order } : { path, value, origin, parts, order },
    );
  }
  entries.sort((a, b) => a.order - b.order);
  return {
    comment: [
      `cfgc: ${kindOf(instance)}`,
      `${programOf(instance)}, instance ${instance.name.value} of site ${site?.name}.`,
      "Written by cfgc: edit cluster.yaml and build again, this file will be replaced.",
    ],
    entries,
  };
}

interface WrittenKey {
  readonly path: readonly string[];
  /** The place in the catalogue. */
  readonly order: number;
  /** A whole number for a key of type float is still written as a float. */
  readonly isFloat: boolean;
}

/** How the keys of a release are written, worked out once for all instances. */
const writtenAt = onceAtRelease((catalogue, version) => {
  const order = new Map(catalogue.keys.map((entry, index) => [entry.key as string, index]));
  const known = new Map<string, WrittenKey>();
  return (key: string): WrittenKey => {
    let found = known.get(key);
    if (found === undefined) {
      const [state] = entriesOf(catalogue, key).map((entry) => stateAt(entry, version));
      const types = state?.types ?? [];
      const isFloat = types.includes("number") && !types.includes("integer");
      found = { path: key.split("."), order: order.get(key) ?? 0, isFloat };
      known.set(key, found);
    }
    return found;
  };
});

/**
 * The variable that says who the process is, since orchestrators set it by themselves (NODE_NAME) and it wins over the
 * file, so it has to hold the same; and what no key of the file can say.
 */
function envDocument(instance: Instance, installation: Installation): Document {
  const key = instance.program === metaKind ? "node-name" : "node.addr";
  const setting = instance.settings.get(key);
  const entry = entriesOf(instance.catalogue, key)[0];
  const variable = entry && variablesOf(entry, instance.version)[0];
  const entries: DocumentEntry[] = [];
  // CeresDB 1.0.0 and 1.1.0 panic on a host name there, and need the variable for nothing: the file holds it too.
  const panics =
    compareVersions(instance.version, "1.2.0") < 0 &&
    key === "node.addr" &&
    isIP(String(setting?.value)) === 0;
  if (setting !== undefined && variable !== undefined && !panics) {
    entries.push({ path: [variable], ...identityFor(instance, setting, entry) });
  }
  for (const [name, own] of instance.variables ?? []) entries.push({ path: [name], ...own });
  return {
    comment: [
      `Environment of ${installation.family} ${instance.name.value}. What stands here wins over ${installation.configFile};`,
      "start.sh clears every other variable that the program would read.",
    ],
    entries,
  };
}

/** CeresDB 1.0.0 wants IP:PORT and panics without a port; later releases append the gRPC port themselves. */
function identityFor(
  instance: Instance,
  { value, origin }: Traced<Value>,
  entry: KeyEntry | undefined,
): { value: Value; origin: Origin } {
  const port = instance.settings.integer("server.grpc_port");
  const host = textIn(entry, value);
  if (
    instance.program === metaKind ||
    instance.version !== "1.0.0" ||
    port === undefined ||
    host === undefined
  )
    return { value, origin };
  return derived(hostPort(host, port.value), "node.addr and server.grpc_port", [instance.at]);
}

function startScript(instance: Instance, installation: Installation): string {
  return startTemplate({
    title: `${installation.family} ${instance.name.value}`,
    name: instance.name.value,
    placeholderMark,
    configFile: installation.configFile,
    envFile: installation.envFile,
    binary: installation.binary,
    ...clearedAt(instance.catalogue, instance.version),
    hasEquals: installation.binary.includes("="),
  });
}

/** The variables that a start script clears. */
const clearedAt = onceAtRelease((catalogue, version) => {
  const names = [...new Set(variablesReadAt(catalogue, version).map(({ name }) => name))].sort();
  const hyphenated = names.filter((name) => !isExportable(name));
  return {
    variables: shellWords(names.filter(isExportable)),
    hyphenated,
    hyphenatedList: hyphenated.join(", "),
  };
});

function unitFile(instance: Instance, installation: Installation): string {
  const isMeta = instance.program === metaKind;
  return unitTemplate({
    title: `${programOf(instance)} ${instance.name.value}`,
    user: installation.user,
    directories: directoriesOf(instance, installation.configDir),
    script: `${installation.configDir}/start.sh`,
    restartReason: isMeta
      ? "always: the program ends with status 0 after most fatal errors, which on-failure takes for success."
      : "always: a panic at start, such as an unreachable HoraeMeta, is worth another try.",
  });
}
