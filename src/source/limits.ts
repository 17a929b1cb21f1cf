/**
 * What cfgc reads at most. docs/guide/lint.md lists these, and whatever is beyond is a finding: a file within them neither
 * fills the memory nor ends in a stack that is too deep.
 */
export const limits = {
  /** Of one file: a million lines that are wrong, one finding each, fit into a heap of 2 GB. */
  bytes: 4 * 1024 * 1024,
  /** Deeper YAML is refused before the package composes nodes, which recurses and can abort Node. */
  yamlLevels: 64,
  tomlLevels: 100,
  /** A bomb of nested aliases multiplies nodes without adding text, and aliases of one long text multiply that. */
  aliasedValues: 10_000,
  aliasedBytes: 1024 * 1024,
  /** That a range stands for, and that all ranges of a list do. */
  rangeInstances: 100_000,
  /** Qualifiers such as `dn%` in one file, each of which is tried on every node. */
  patterns: 1000,
  /** Files that one cluster.yaml brings in, and from file to file. */
  includedFiles: 1000,
  includeLevels: 16,
} as const;
