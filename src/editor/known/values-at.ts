/** The values that may stand behind a key: what its schema or catalogue says, names that are there, ports that are free. */
import { lastSegment } from "../../schema/key-path.ts";
import { stateAt, takesValue } from "../../schema/key-state.ts";
import { entriesAt } from "./keys-at.ts";
import type { DocumentSubject, ProgramSubject, Subject } from "./subject.ts";

export interface ValueOffer {
  /** As JSON knows it. */
  readonly value: unknown;
  readonly kind: "value" | "example" | "name" | "release" | "rule" | "port" | "kind" | "secret";
  readonly detail?: string;
}

/** What can be told from the key alone; no secret has a default or an example here. */
export function valuesOf(subject: Subject): readonly ValueOffer[] {
  return distinct(subject.of === "document" ? ofDocument(subject) : ofProgram(subject));
}

function ofDocument({ schema, key }: DocumentSubject): ValueOffer[] {
  if (schema["x-secret"]) return [literalSecret(lastSegment(key))];
  const byDefault = schema.default;
  const certain = [
    ...(schema.const === undefined ? [] : [schema.const]),
    ...(schema.enum ?? []),
    ...(schema.type === "boolean" ? [true, false] : []),
  ];
  const offers = certain.map((value): ValueOffer => ({ value, kind: "value", ...noted(value, byDefault) }));
  if (byDefault !== undefined)
    offers.push({ value: byDefault, kind: "value", ...noted(byDefault, byDefault) });
  if (schema["x-refers"] === undefined && schema["x-declares"] === undefined && certain.length === 0)
    for (const example of schema.examples ?? []) offers.push({ value: example, kind: "example" });
  return offers;
}

function noted(value: unknown, byDefault: unknown): { detail?: string } {
  return byDefault !== undefined && value === byDefault ? { detail: "default" } : {};
}

function ofProgram(subject: ProgramSubject): ValueOffer[] {
  const { file, key } = subject;
  const { version } = file;
  return entriesAt(subject).flatMap((entry) => {
    const state = stateAt(entry, version);
    if (state === undefined || state.table) return [];
    if (entry.secret) return file.isConfig ? [literalSecret(lastSegment(key))] : [];
    const byDefault = state.default;
    const offers: ValueOffer[] = (state.values ?? [])
      .filter((value) => takesValue(entry, value, version))
      .map((value) => {
        const isNumber = !state.types.includes("string") && /^-?\d+$/.test(value);
        return { value: isNumber ? Number(value) : value, kind: "value", ...noted(value, String(byDefault)) };
      });
    if (state.types.includes("boolean") && offers.length === 0)
      for (const value of [true, false]) offers.push({ value, kind: "value", ...noted(value, byDefault) });
    if (byDefault !== undefined && byDefault !== null && !offers.some(({ detail }) => detail !== undefined))
      offers.push({ value: byDefault, kind: "value", detail: `default of ${version}` });
    for (const example of examplesOf(subject, entry)) offers.push({ value: example, kind: "example" });
    return offers;
  });
}

function examplesOf({ file: { reference } }: ProgramSubject, entry: object): readonly unknown[] {
  const index = (reference.catalogue.keys as readonly object[]).indexOf(entry);
  return reference.prose[index]?.[2].examples ?? [];
}

function distinct(offers: readonly ValueOffer[]): ValueOffer[] {
  const known = new Map<string, ValueOffer>();
  for (const one of offers) {
    const same = JSON.stringify(one.value);
    if (!known.has(same)) known.set(same, one);
  }
  return [...known.values()];
}

/** A reference instead of a secret's text: a variable that is called after the key. */
function literalSecret(key: string): ValueOffer {
  const name = key.replaceAll(/[^A-Za-z0-9]+/g, "_").toUpperCase();
  return { value: { from_env: name }, kind: "secret", detail: "read on the machine that builds" };
}
