/** The settings of a node that follow from `wal` and `object_store`. */
import { secretOf } from "../../model/secrets.ts";
import type { HoraedbSection } from "../../schema/generated/types/horaedb-section.ts";
import { derived, type Traced, type Value } from "../../schema/value.ts";
import { compareVersions } from "../../schema/versions.ts";
import { field, items, textOf, type View } from "../../schema/view.ts";
import type { Section } from "./section.ts";

/** What the nodes share of their storage; local directories come from each node. */
export interface Storage {
  readonly wal: Traced<string>;
  readonly objectStore: Traced<string>;
  readonly walDir: Traced<string> | undefined;
  readonly objectStoreDir: Traced<string> | undefined;
  /** Settings that are the same on every node. */
  readonly settings: ReadonlyMap<string, Traced<Value>>;
}

type Wal = NonNullable<HoraedbSection["wal"]>;
type ObjectStore = NonNullable<HoraedbSection["object_store"]>;
type Keys<T> = T extends unknown ? keyof T : never;
/** Any key of any branch of a tagged union. */
type Any<T> = { [K in Keys<T>]?: T extends { [P in K]?: infer V } ? V : never };

/** As the release of a node takes it. */
export function readStorage(section: Section, version: string): Storage {
  const wal = field(section.view, "wal") as View<Any<Wal>> | undefined;
  const store = field(section.view, "object_store") as View<Any<ObjectStore>> | undefined;
  const at = [section.view.keyAt ?? section.view.at];
  const settings = new Map<string, Traced<Value>>();
  const walType =
    textOf(field(wal, "type")) ?? derived(localWal(section, version), "the default of horaedb.wal", at);
  if (walType.value === "Kafka") addKafka(wal, version, settings);
  if (walType.value === "Obkv") addObkv(wal, section, settings);
  addObjectStore(store, section, settings);
  return {
    wal: walType,
    objectStore:
      textOf(field(store, "type")) ?? derived<string>("Local", "the default of horaedb.object_store", at),
    walDir: textOf(field(wal, "data_dir")),
    objectStoreDir: textOf(field(store, "data_dir")),
    settings,
  };
}

type Settings = Map<string, Traced<Value>>;

/**
 * Local since there is one (2.1.0). A log that an older release laid out is in RocksDB, and stays: another type would
 * start empty and leave the old log unread.
 */
function localWal({ laidOutBy }: Section, version: string): string {
  return compareVersions(version, "2.1.0") >= 0 && compareVersions(laidOutBy, "2.1.0") >= 0
    ? "Local"
    : "RocksDB";
}

function addKafka(wal: View<Any<Wal>> | undefined, version: string, settings: Settings): void {
  const view = field(wal, "brokers");
  const brokers = items(view).flatMap((broker) => textOf(broker)?.value ?? []);
  const [first] = brokers;
  if (view === undefined || first === undefined) return;
  // One text before 1.2.4; of several brokers such a release cannot be told, which the check of the value says.
  const asText = compareVersions(version, "1.2.4") < 0 && brokers.length === 1;
  const origin = { kind: "source" as const, at: view.at };
  settings.set("analytic.wal.kafka.client.boost_brokers", { value: asText ? first : brokers, origin });
  // The program's default of 1 loses the log with one broker (src/components/message_queue/src/kafka/config.rs).
  settings.set(
    "analytic.wal.kafka.topic_management.create_replication_factor",
    derived(Math.min(3, brokers.length), "min(3, number of brokers)", [view.at]),
  );
}

function addObkv(wal: View<Any<Wal>> | undefined, section: Section, settings: Settings): void {
  putText(settings, "analytic.wal.obkv.full_user_name", textOf(field(wal, "full_user_name")));
  putText(settings, "analytic.wal.obkv.param_url", textOf(field(wal, "param_url")));
  putSecret(settings, "analytic.wal.obkv.password", field(wal, "password"), "horaedb.wal.password", section);
  putText(settings, "analytic.wal.obkv.client.sys_user_name", textOf(field(wal, "sys_user_name")));
  putSecret(
    settings,
    "analytic.wal.obkv.client.sys_password",
    field(wal, "sys_password"),
    "horaedb.wal.sys_password",
    section,
  );
}

function addObjectStore(
  store: View<Any<ObjectStore>> | undefined,
  section: Section,
  settings: Settings,
): void {
  const key = (name: string) => `analytic.storage.object_store.${name}`;
  for (const name of ["region", "endpoint", "bucket", "prefix"] as const) {
    putText(settings, key(name), textOf(field(store, name)));
  }
  putSecret(settings, key("key_id"), field(store, "key_id"), "horaedb.object_store.key_id", section);
  putSecret(
    settings,
    key("key_secret"),
    field(store, "key_secret"),
    "horaedb.object_store.key_secret",
    section,
  );
}

function putText(settings: Settings, key: string, text: Traced<string> | undefined): void {
  if (text !== undefined) settings.set(key, text);
}

function putSecret(
  settings: Settings,
  key: string,
  view: Parameters<typeof secretOf>[0],
  path: string,
  { context }: Section,
): void {
  const secret = secretOf(view, path, context.site, context.bag);
  if (secret !== undefined) settings.set(key, secret);
}
