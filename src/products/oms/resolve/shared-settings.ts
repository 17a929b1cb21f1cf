/** The settings that all regions have in common. */
import { type Sayable, say } from "../../../diagnostics/message.ts";
import { type ConfigCheck, mergeLayers, readLayer } from "../../../model/layers.ts";
import { secretOf } from "../../../model/secrets.ts";
import { field, numberOf, textOf } from "../../../schema/documents/view.ts";
import type { Reading } from "../../../schema/keys/key-check.ts";
import { derived, type Traced, type Value } from "../../../schema/value.ts";
import { derivedKeys } from "../derived-keys.ts";
import { omsProgram } from "../programs.ts";
import { addressFor, type OmsSpec } from "./section.ts";

export interface SharedSettings {
  /** What `config` says. */
  readonly own: Reading;
  readonly check: ConfigCheck;
  /** What follows from the rest of the section; undefined where it is missing or could not be read. */
  readonly derived: readonly DerivedSetting[];
}

export type DerivedSetting = readonly [key: string, value: Traced<Value> | undefined];

export function sharedSettings(section: OmsSpec): SharedSettings {
  const check = configCheck(section);
  return {
    own: mergeLayers([readLayer(field(section.view, "config"), check)], check),
    check,
    derived: [...metaDatabase(section), ...databases(section), ...tsdb(section)],
  };
}

function configCheck({ view, context, at, plan }: OmsSpec): ConfigCheck {
  const config = field(view, "config");
  return {
    catalogue: omsProgram.catalogue,
    version: plan.version,
    isValid: omsProgram.isValid,
    derivedKeys,
    tags: new Map(),
    root: config?.keyAt ?? at,
    bag: context.bag,
    site: context.site,
  };
}

function metaDatabase({ view, context }: OmsSpec): DerivedSetting[] {
  const meta = field(view, "meta_database");
  const host = textOf(field(meta, "host"));
  const password = field(meta, "password");
  return [
    ["oms_meta_host", host && addressFor(host, context.hosts)],
    ["oms_meta_port", numberOf(field(meta, "port"))],
    ["oms_meta_user", textOf(field(meta, "user"))],
    ["oms_meta_password", secretOf(password, say`oms.meta_database.password`, context.site, context.bag)],
  ];
}

function databases({ view, at }: OmsSpec): DerivedSetting[] {
  const names = field(view, "databases");
  const named = (key: "rm" | "cm") => {
    const own = field(names, key);
    return own ? textOf(own) : derived(`oms_${key}`, `the default of databases.${key}`, [at]);
  };
  return [
    ["drc_rm_db", named("rm")],
    ["drc_cm_db", named("cm")],
  ];
}

function tsdb(section: OmsSpec): DerivedSetting[] {
  const { view, context } = section;
  const tsdbView = field(view, "tsdb");
  if (tsdbView === undefined) return [];
  const at = tsdbView.keyAt ?? tsdbView.at;
  const service = field(tsdbView, "service");
  const settings: DerivedSetting[] = [
    ["tsdb_enabled", derived(true, "there is a tsdb section", [at])],
    ["tsdb_service", service ? textOf(service) : derived("INFLUXDB", "the default of tsdb.service", [at])],
    ["tsdb_url", tsdbUrl(section)],
  ];
  const username = field(tsdbView, "username");
  if (username !== undefined) settings.push(["tsdb_username", textOf(username)]);
  const password = field(tsdbView, "password");
  if (password !== undefined) {
    const secret = secretOf(password, say`oms.tsdb.password`, context.site, context.bag);
    settings.push(["tsdb_password", secret]);
  }
  return settings;
}

function tsdbUrl({ view, context }: OmsSpec): Traced<Sayable> | undefined {
  const url = textOf(field(field(view, "tsdb"), "url"));
  const [, name, port = say``] = url?.value.match(/^([^:]+):(\d+)$/) ?? [];
  if (url === undefined || name === undefined || !context.hosts.has(name)) return url;
  const address = addressFor({ value: name, origin: url.origin }, context.hosts);
  return address && { value: say`${address.value}:${port}`, origin: address.origin };
}
