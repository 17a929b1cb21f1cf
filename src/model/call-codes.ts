/** What can be wrong with the files and bundles that a call names. */
import type { Code } from "../diagnostics/diagnostic.ts";

export const unknownKind: Code = {
  name: "unknown-kind",
  fault: "refused",
  anyRelease: true,
  summary: "`.cfgc.yaml` names a kind of file that does not exist.",
  why: "The files of that line would be checked as something else, or not at all.",
  fix: "Write one of the kinds that the finding lists.",
  examples: { invalid: [], valid: [] },
};

export const patternWithoutFile: Code = {
  name: "pattern-without-file",
  fault: "doubtful",
  anyRelease: true,
  summary: "A pattern in `.cfgc.yaml` fits no file.",
  why: "Whoever wrote it believes that something is checked, and nothing is: the files moved, or the pattern is misspelt.",
  fix: "Correct the pattern, or delete it. Patterns count from the folder of `.cfgc.yaml`.",
  examples: { invalid: [], valid: [] },
};

export const foldersClash: Code = {
  name: "folders-clash",
  fault: "note",
  anyRelease: true,
  summary:
    "The cluster.yaml of two folders use the same ports, directories or backends, and may be alternatives.",
  why: "What a folder holds is a deployment of its own, such as one for staging and one for production, or the one before and the one after a move. The files do not say whether the two ever run at the same time. If they do, the second to start fails, or the two write into each other's data.",
  fix: "If both are to run, name both in one call, or put them into one set of `.cfgc.yaml`; then they are checked as one deployment. If not, nothing is wrong.",
  examples: { invalid: [], valid: [] },
};

export const bundleEdited: Code = {
  name: "bundle-edited",
  fault: "doubtful",
  anyRelease: true,
  summary: "A file of a bundle that cfgc wrote is missing, or not as cfgc wrote it.",
  why: "The bundle belongs to a cluster.yaml, and the next build replaces what somebody changed by hand. A missing file is one that a host will miss.",
  fix: "Make the change in cluster.yaml and build again; copy bundles as a whole.",
  examples: { invalid: [], valid: [] },
};

export const bundleUnfinished: Code = {
  name: "bundle-unfinished",
  fault: "doubtful",
  anyRelease: true,
  summary: "A build of a bundle was interrupted or is still running, so its files may be of two builds.",
  why: "Files of the next build stand beside those of the last one until the write is finished. Each may be right and the whole wrong.",
  fix: "Run `cfgc build` again: it finishes the write, or removes what is left of it. Do not copy the bundle before.",
  examples: { invalid: [], valid: [] },
};
