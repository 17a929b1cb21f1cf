/** Puts the settings of an instance together: what `config` says, and what follows from the rest of cluster.yaml. */

import type { Location } from "../diagnostics/location.ts";
import { type ByName, type Name, writtenName } from "../diagnostics/message.ts";
import { wrongType } from "../schema/codes/value-codes.ts";
import { checkSetting, reportNotInRelease } from "../schema/keys/check-setting.ts";
import type { Reading } from "../schema/keys/key-check.ts";
import { placeOf, type Traced, type Value } from "../schema/value.ts";
import { type ConfigCheck, keyCheckOf } from "./layers.ts";
import { isUnread, Settings } from "./settings.ts";

export class SettingsDraft {
  readonly #settings: Map<Name, Traced<Value>> & ByName<Traced<Value>>;
  readonly #unknown: Set<Name>;

  constructor(
    readonly own: Reading,
    readonly check: ConfigCheck,
    /** Where to point for a value that has no place of its own. */
    readonly at: Location,
    /** The name of a key at the release; undefined if the release has it under no name. */
    readonly nameOf: (key: Name) => Name | undefined = (key) => key,
  ) {
    this.#settings = new Map(own.settings);
    this.#unknown = new Set(own.unread);
  }

  /**
   * Sets a key under its newest name. Keys that cfgc derives win; for any other `config` may say something else, null
   * included. A value of undefined is unknown.
   */
  set(key: string, value: Traced<Value> | undefined): void {
    const written = this.#named(key);
    const name = this.nameOf(written);
    if (name === undefined) {
      // What was only meant as a default needs no word; what somebody wrote must not be dropped in silence.
      if (value?.origin.kind === "source")
        reportNotInRelease(written, value.origin.at, keyCheckOf(this.check));
      return;
    }
    const isWritten = this.#isWritten(name);
    if (this.check.derivedKeys[name] === undefined && isWritten) return;
    // What somebody wrote where it cannot stand is meant all the same, and a default does not step in for it.
    if (isWritten && value?.origin.kind !== "source") {
      this.#unknown.add(name);
      return;
    }
    // What the check of cluster.yaml refused is no value to go by.
    const at = value && placeOf(value.origin);
    if (value === undefined || (at && this.check.bag.has(wrongType, at))) this.#unknown.add(name);
    else {
      this.#settings.set(name, value);
      checkSetting(name, value, at ?? this.at, keyCheckOf(this.check));
    }
  }

  /** Nothing is known of a table, whatever it may hold. */
  loseTable(table: string): void {
    const written = this.#named(table);
    this.#unknown.add(this.nameOf(written) ?? written);
  }

  has(key: string): boolean {
    return this.#settings.has(key);
  }

  /** Code that derives settings calls them so, or has put the name of a zone before a key. */
  #named(key: string): Name {
    return writtenName(key);
  }

  settings(): Settings {
    const { catalogue, version } = this.check;
    return new Settings(catalogue, version, this.#settings, this.#unknown, this.own.tables);
  }

  #isWritten(name: string): boolean {
    if (this.own.settings.has(name) || isUnread(name, this.own.unread)) return true;
    for (const reset of this.own.resets) if (name === reset || name.startsWith(`${reset}.`)) return true;
    return false;
  }
}
