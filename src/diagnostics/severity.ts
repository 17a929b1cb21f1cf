export type Severity = "error" | "warning" | "info";

/**
 * What kind of fault a finding is. Rules name the kind; how bad that is depends on the kind of source,
 * and is decided here alone.
 *
 * - `refused`: the program refuses the file or fails at start
 * - `ignored`: a key that the program does not know and drops in silence
 * - `ineffective`: a key that the program knows and never reads
 * - `availability`: quorum, replicas, placement; the one kind that `accept` can acknowledge
 * - `contradiction`: members or nodes that disagree about each other
 * - `secret`: a secret that stands in the text
 * - `doubtful`: taste, or a fact that is inferred from reading and was never seen running
 * - `note`: worth knowing, nothing to mend
 */
export type Fault =
  | "refused"
  | "ignored"
  | "ineffective"
  | "availability"
  | "contradiction"
  | "secret"
  | "doubtful"
  | "note";

/** What is read: a `cluster.yaml`, whose author cfgc speaks for, or files that somebody wrote by hand. */
export type SourceKind = "cluster-in-production" | "cluster-in-development" | "file";

const severities: Record<Fault, Record<SourceKind, Severity>> = {
  refused: { "cluster-in-production": "error", "cluster-in-development": "error", file: "error" },
  ignored: { "cluster-in-production": "error", "cluster-in-development": "error", file: "warning" },
  ineffective: { "cluster-in-production": "warning", "cluster-in-development": "warning", file: "warning" },
  availability: { "cluster-in-production": "error", "cluster-in-development": "warning", file: "warning" },
  contradiction: { "cluster-in-production": "error", "cluster-in-development": "error", file: "error" },
  secret: { "cluster-in-production": "error", "cluster-in-development": "warning", file: "info" },
  doubtful: { "cluster-in-production": "warning", "cluster-in-development": "warning", file: "warning" },
  note: { "cluster-in-production": "info", "cluster-in-development": "info", file: "info" },
};

export function severityOf(fault: Fault, sourceKind: SourceKind): Severity {
  return severities[fault][sourceKind];
}
