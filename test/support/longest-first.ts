/** The order of the test files: what takes long begins first, so that no process is left alone with it in the end. */
import { basename } from "node:path";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/** Short files that take long; of others their length, or how long they took the last time, says enough. */
const long = [
  "hostile-input",
  "rules",
  "lost-headers",
  "linear-work",
  "yaml-mending",
  "hostile-values",
  "vscode-package",
];

export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files);
    const isLong = ({ moduleId }: TestSpecification) => long.includes(basename(moduleId, ".test.ts"));
    return [...sorted.filter(isLong), ...sorted.filter((file) => !isLong(file))];
  }
}
