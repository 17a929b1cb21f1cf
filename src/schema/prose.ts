/** What only documentation says about a key: `[key, variant, text]` in the order of the catalogue. */
export type Prose = readonly (readonly [string, string, KeyProse])[];

export interface KeyProse {
  readonly description: string;
  /** Where it can be read: `repository@tag:path:line`. */
  readonly source: readonly string[];
  /** What of it was concluded from reading and never seen running. */
  readonly inferred?: readonly string[];
  /** Reads on after "required when". */
  readonly requiredWhen?: string;
  readonly examples?: readonly unknown[];
  /** Bounds, syntax and the like in words, by the name under which they are shown. */
  readonly notes?: Readonly<Record<string, string>>;
}
