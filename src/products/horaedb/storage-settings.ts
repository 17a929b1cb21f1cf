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
  readonly shared: ReadonlyMap<string, Traced<Value>>;
  /** Settings that `config` may overrule. */
  readonly suggested: ReadonlyMap<string, Traced<Value>>;
}

type Wal = NonNullable<HoraedbSection["wal"]>;
type ObjectStore = NonNullable<HoraedbSection["object_store"]>;
type Keys<T> = T extends unknown ? keyof T : never;
/** Any key of any branch of a tagged union. */
type Any<T> = { [K in Keys<T>]?: T extends { [P in K]?: infer V } ? V : never };

export function readStorage(section: Section): Storage {
  const wal = field(section.view, "wal") as View<Any<Wal>> | undefined;
  const store = field(section.view, "object_store") as View<Any<ObjectStore>> | undefined;
  const at = [section.view.keyAt ?? section.view.at];
  const localWal = compareVersions(section.version, "2.1.0") >= 0 ? "Local" : "RocksDB";
  const shared = new Map<string, Traced<Value>>();
  const suggested = new Map<string, Traced<Value>>();
  const walType = textOf(field(wal, "type")) ?? derived<string>(localWal, "the default of horaedb.wal", at);
  if (walType.value === "Kafka") addKafka(wal, shared, suggested);
  if (walType.value === "Obkv") addObkv(wal, section, shared);
  addObjectStore(store, section, shared);
  return {
    wal: walType,
    objectStore:
      textOf(field(store, "type")) ?? derived<string>("Local", "the default of horaedb.object_store", at),
    walDir: textOf(field(wal, "data_dir")),
    objectStoreDir: textOf(field(store, "data_dir")),
    shared,
    suggested,
  };
}

type Settings = Map<string, Traced<Value>>;

function addKafka(wal: View<Any<Wal>> | undefined, shared: Settings, suggested: Settings): void {
  const view = field(wal, "brokers");
  const brokers = items(view).flatMap((broker) => textOf(broker)?.value ?? []);
  if (view === undefined || brokers.length === 0) return;
  shared.set("analytic.wal.kafka.client.boost_brokers", {
    value: brokers,
    origin: { kind: "source", at: view.at },
  });
  // The program's default of 1 loses the log with one broker (src/wal/src/config.rs, topic_management).
  suggested.set(
    "analytic.wal.kafka.topic_management.create_replication_factor",
    derived(Math.min(3, brokers.length), "min(3, number of brokers)", [view.at]),
  );
}

function addObkv(wal: View<Any<Wal>> | undefined, section: Section, shared: Settings): void {
  putText(shared, "analytic.wal.obkv.full_user_name", textOf(field(wal, "full_user_name")));
  putText(shared, "analytic.wal.obkv.param_url", textOf(field(wal, "param_url")));
  putSecret(shared, "analytic.wal.obkv.password", field(wal, "password"), "horaedb.wal.password", section);
  putText(shared, "analytic.wal.obkv.client.sys_user_name", textOf(field(wal, "sys_user_name")));
  putSecret(
    shared,
    "analytic.wal.obkv.client.sys_password",
    field(wal, "sys_password"),
    "horaedb.wal.sys_password",
    section,
  );
}

function addObjectStore(store: View<Any<ObjectStore>> | undefined, section: Section, shared: Settings): void {
  const key = (name: string) => `analytic.storage.object_store.${name}`;
  for (const name of ["region", "endpoint", "bucket", "prefix"] as const) {
    putText(shared, key(name), textOf(field(store, name)));
  }
  putSecret(shared, key("key_id"), field(store, "key_id"), "horaedb.object_store.key_id", section);
  putSecret(
    shared,
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
