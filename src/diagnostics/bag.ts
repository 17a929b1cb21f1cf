import { byCodeUnits } from "./code-units.ts";
import type { Code, Diagnostic, Premise, Related } from "./diagnostic.ts";
import { carried, choice, type Help } from "./help.ts";
import type { Location, SourceFile } from "./location.ts";
import { literal, type Message, type Name, type Part } from "./message.ts";
import { withoutSecrets } from "./redact.ts";
import { type Severity, type SourceKind, severityOf } from "./severity.ts";

/** Its key is a name or a word of the code. */
export interface Finding<Key extends string = Name> {
  readonly at: Location;
  readonly message: Message;
  readonly key?: Part<Key> | undefined;
  readonly related?: readonly Related[];
  /** Where it takes a search, only what finds it: nobody reads the help of a trial. */
  readonly help?: Help | (() => Help) | undefined;
  /** Only where the severity differs from what the code's fault and the kind of source give. */
  readonly severity?: Severity;
}

interface Resting {
  readonly within: Location;
  readonly premise: Premise | undefined;
}

/** What was found in another bag, to be reported in this one. */
export function findingOf({ help, fixes = [], ...found }: Diagnostic): Finding {
  return help === undefined ? found : { ...found, help: choice(help, fixes) };
}

function lengthOf({ start, end }: Location): number {
  return end - start;
}

/** What the bags of one run share. */
interface Collected {
  readonly found: Diagnostic[];
  readonly places: Map<SourceFile, Set<string>>;
  readonly premises: Resting[];
  readonly tallies: Tally[];
  errors: number;
}

/** Findings of a trial that are alike, of which nobody asks where. */
interface Tally extends Pick<Diagnostic, "code" | "severity"> {
  readonly times: number;
}

/** Collects the findings of one run. The kind of source decides how severe each kind of fault is. */
export class DiagnosticBag {
  #collected: Collected = { found: [], places: new Map(), premises: [], tallies: [], errors: 0 };

  constructor(
    readonly sourceKind: SourceKind,
    /** Of a trial only counts what is found, so its findings need no help. */
    readonly isTrial = false,
  ) {}

  /** Into the same bag goes what is found in a source of another kind. */
  forSource(sourceKind: SourceKind): DiagnosticBag {
    const bag = new DiagnosticBag(sourceKind, this.isTrial);
    bag.#collected = this.#collected;
    return bag;
  }

  report<const Key extends string>(code: Code, finding: Finding<Key>): void {
    const severity = finding.severity ?? severityOf(code.fault, this.sourceKind);
    if (severity === "error") this.#collected.errors += 1;
    const places = this.#collected.places.get(finding.at.file) ?? new Set();
    this.#collected.places.set(finding.at.file, places.add(`${code.name} ${finding.at.start}`));
    this.#collected.found.push({
      code,
      severity,
      message: finding.message,
      at: finding.at,
      related: this.#withPremise(code, finding),
      ...(finding.key === undefined ? {} : { key: literal(finding.key) }),
      ...(this.isTrial ? {} : carried(typeof finding.help === "function" ? finding.help() : finding.help)),
    });
  }

  /** For a trial: so many findings, without a place and a word. */
  tally(
    code: Code,
    times: number,
    { severity = severityOf(code.fault, this.sourceKind) }: Pick<Finding, "severity"> = {},
  ): void {
    if (times === 0) return;
    if (severity === "error") this.#collected.errors += times;
    this.#collected.tallies.push({ code, severity, times });
  }

  /** How many findings are of a kind. */
  count(isOf: (one: Pick<Diagnostic, "code" | "severity">) => boolean): number {
    const tallied = this.#collected.tallies.filter(isOf).reduce((sum, { times }) => sum + times, 0);
    return this.#collected.found.filter(isOf).length + tallied;
  }

  /** Findings of another bag. */
  add(found: readonly Diagnostic[]): void {
    for (const one of found) {
      if (one.severity === "error") this.#collected.errors += 1;
      this.#collected.found.push(one);
    }
  }

  /**
   * What findings inside a place rest on from now on, said with each of them; undefined: on nothing that needs a word.
   * The innermost place counts.
   */
  restsOn(within: Location, premise: Premise | undefined): void {
    this.#collected.premises.push({ within, premise });
  }

  #withPremise(code: Code, { at, related = [] }: Pick<Finding, "at" | "related">): readonly Related[] {
    if (this.#collected.premises.length === 0 || code.anyRelease) return related;
    for (const place of [at, ...related.map((one) => one.at)]) {
      const premise = this.#premiseAt(place);
      // Printers leave out what comes after the first few.
      if (premise !== undefined) return related.toSpliced(5, 0, premise);
    }
    return related;
  }

  /** The release that runs, where what is found there rests on an older one; undefined where it does not. */
  treatedReleaseAt(at: Location): Name | undefined {
    return this.#premiseAt(at)?.release;
  }

  #premiseAt({ file, start }: Location): Premise | undefined {
    let innermost: Resting | undefined;
    for (const one of this.#collected.premises) {
      const { within } = one;
      if (within.file !== file || start < within.start || start >= within.end) continue;
      if (innermost === undefined || lengthOf(within) <= lengthOf(innermost.within)) innermost = one;
    }
    return innermost?.premise;
  }

  /** Whether this was found at the very place: who knows that a value there is wrong need not say it again. */
  has(code: Code, { file, start }: Location): boolean {
    return this.#collected.places.get(file)?.has(`${code.name} ${start}`) ?? false;
  }

  /** How many findings there are so far. */
  get size(): number {
    return this.#collected.found.length;
  }

  hasErrors(): boolean {
    return this.#collected.errors > 0;
  }

  /** Everything found so far, in the order of finding; sentences may still quote secrets. */
  all(): readonly Diagnostic[] {
    return this.#collected.found;
  }

  /**
   * Everything found, by file, position and code; the same finding at the same place only once. A sentence may quote a
   * value that turned out to be a secret later, so they are hidden here, before anybody prints.
   */
  sorted(): Diagnostic[] {
    const sorted = sortFindings(this.#collected.found).map(withoutSecrets);
    return sorted.filter((one, index) => {
      const before = sorted[index - 1];
      return !(
        before &&
        before.at.file.path === one.at.file.path &&
        before.at.start === one.at.start &&
        before.code === one.code &&
        before.message === one.message
      );
    });
  }
}

/** By file, position and code. */
export function sortFindings(found: readonly Diagnostic[]): Diagnostic[] {
  return [...found].sort(
    (a, b) =>
      byCodeUnits(a.at.file.path, b.at.file.path) ||
      a.at.start - b.at.start ||
      byCodeUnits(a.code.name, b.code.name) ||
      byCodeUnits(a.message, b.message),
  );
}
