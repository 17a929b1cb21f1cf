/** The settings of a node that follow from `wal` and `object_store`. */

import type { Location } from "../../../diagnostics/location.ts";
import { type Message, type Sayable, say } from "../../../diagnostics/message.ts";
import { secretOf } from "../../../model/secrets.ts";
import {
  field,
  isWhole,
  items,
  numberOf,
  readOr,
  textOf,
  type View,
} from "../../../schema/documents/view.ts";
import type { HoraedbSection } from "../../../schema/generated/types/horaedb-section.ts";
import { derived, type Traced, type Value } from "../../../schema/value.ts";
import { compareVersions } from "../../../schema/versions.ts";
import type { HoraeSpec } from "../section.ts";
import { brokerFrom, distinctBrokers, replicationKey } from "./kafka-brokers.ts";

/** What the nodes share of their storage; local directories come from each node. */
export interface Storage {
  /** Undefined if it could not be read; then no setting of it is known. */
  readonly wal: Traced<Sayable> | undefined;
  readonly objectStore: Traced<Sayable> | undefined;
  readonly walDir: View<string> | undefined;
  readonly objectStoreDir: View<string> | undefined;
  /** Settings that are the same on every node. */
  readonly settings: ReadonlyMap<string, Traced<Value> | undefined>;
}

type Wal = NonNullable<HoraedbSection["wal"]>;
type ObjectStore = NonNullable<HoraedbSection["object_store"]>;
type Keys<T> = T extends unknown ? keyof T : never;
/** Any key of any branch of a tagged union. */
type Any<T> = { [K in Keys<T>]?: T extends { [P in K]?: infer V } ? V : never };

/** As the release of a node takes it. */
export function readStorage(section: HoraeSpec, version: Sayable): Storage {
  const wal = field(section.view, "wal") as View<Any<Wal>> | undefined;
  const store = field(section.view, "object_store") as View<Any<ObjectStore>> | undefined;
  const at = [section.view.keyAt ?? section.view.at];
  const settings: Settings = new Map();
  const walType = readOr(
    field(wal, "type"),
    textOf,
    derived(localWal(section, version), "the default of horaedb.wal", at),
  );
  const storeType = readOr(
    field(store, "type"),
    textOf,
    derived<Sayable>(say`Local`, "the default of horaedb.object_store", at),
  );
  if (walType?.value === "Kafka") addKafka(wal, version, section, settings);
  if (walType?.value === "Obkv") addObkv(wal, section, settings);
  if (storeType !== undefined) addObjectStore(store, section, settings);
  return {
    wal: walType,
    objectStore: storeType,
    walDir: field(wal, "data_dir"),
    objectStoreDir: field(store, "data_dir"),
    settings,
  };
}

/** A value of undefined is written and could not be read. */
type Settings = Map<string, Traced<Value> | undefined>;

/**
 * Local since there is one (2.1.0). A log that an older release laid out is in RocksDB, and stays: another type would
 * start empty and leave the old log unread.
 */
function localWal({ laidOutBy }: HoraeSpec, version: Sayable): Sayable {
  return compareVersions(version, "2.1.0") >= 0 && compareVersions(laidOutBy, "2.1.0") >= 0
    ? say`Local`
    : say`RocksDB`;
}

function addKafka(
  wal: View<Any<Wal>> | undefined,
  version: string,
  section: HoraeSpec,
  settings: Settings,
): void {
  const view = field(wal, "brokers");
  const list = "analytic.wal.kafka.client.boost_brokers";
  const brokers = items(view).flatMap((broker) => textOf(broker)?.value ?? []);
  const [first] = brokers;
  if (view === undefined || first === undefined || !isWhole(view)) {
    settings.set(list, undefined).set(replicationKey, undefined);
    return;
  }
  // One text before 1.2.4; of several brokers such a release cannot be told, which the check of the value says.
  const asText = compareVersions(version, "1.2.4") < 0 && brokers.length === 1;
  const origin = { kind: "source" as const, at: view.at };
  settings.set(list, { value: asText ? first : brokers, origin });
  settings.set(
    replicationKey,
    readOr(field(wal, "replication"), numberOf, copiesByDefault(brokers, section, view.at)),
  );
}

/**
 * The program's own default of 1 loses the log with one broker
 * (apache/horaedb@v2.1.0:src/components/message_queue/src/kafka/config.rs:94). In production the list of brokers says
 * nothing about it: it holds those that a node asks first, and one name may lead to all of them.
 */
function copiesByDefault(brokers: readonly Sayable[], { context }: HoraeSpec, at: Location): Traced<number> {
  return context.site.environment === "production"
    ? derived(3, "the default of horaedb.wal.replication in production", [at])
    : derived(Math.min(3, distinctBrokers(brokers.map(brokerFrom))), "min(3, number of distinct brokers)", [
        at,
      ]);
}

function addObkv(wal: View<Any<Wal>> | undefined, section: HoraeSpec, settings: Settings): void {
  putText(settings, "analytic.wal.obkv.full_user_name", field(wal, "full_user_name"));
  putText(settings, "analytic.wal.obkv.param_url", field(wal, "param_url"));
  putSecret(
    settings,
    "analytic.wal.obkv.password",
    field(wal, "password"),
    say`horaedb.wal.password`,
    section,
  );
  putText(settings, "analytic.wal.obkv.client.sys_user_name", field(wal, "sys_user_name"));
  putSecret(
    settings,
    "analytic.wal.obkv.client.sys_password",
    field(wal, "sys_password"),
    say`horaedb.wal.sys_password`,
    section,
  );
}

function addObjectStore(
  store: View<Any<ObjectStore>> | undefined,
  section: HoraeSpec,
  settings: Settings,
): void {
  const key = (name: string) => `analytic.storage.object_store.${name}`;
  for (const name of ["region", "endpoint", "bucket", "prefix"] as const) {
    putText(settings, key(name), field(store, name));
  }
  putSecret(settings, key("key_id"), field(store, "key_id"), say`horaedb.object_store.key_id`, section);
  putSecret(
    settings,
    key("key_secret"),
    field(store, "key_secret"),
    say`horaedb.object_store.key_secret`,
    section,
  );
}

function putText(settings: Settings, key: string, view: View<string> | undefined): void {
  if (view !== undefined) settings.set(key, textOf(view));
}

function putSecret(
  settings: Settings,
  key: string,
  view: Parameters<typeof secretOf>[0],
  path: Message,
  { context }: HoraeSpec,
): void {
  if (view !== undefined) settings.set(key, secretOf(view, path, context.site, context.bag));
}
