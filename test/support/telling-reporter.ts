/** Says after a run why tests were skipped, what the random series had, and how to run what was left for later. */
import type { Reporter, TestCase, TestModule } from "vitest/node";
import { effort } from "./effort.ts";

export class TellingReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const lines = [...skipped(tests), ...(effort === "quick" ? [later(tests)] : ofSeries(tests))];
    console.log(lines.map((line) => `${line}\n`).join(""));
  }
}

/** `SKIPPED 9 tests of test/etcd.test.ts: etcd is not installed` */
function skipped(tests: readonly TestCase[]): string[] {
  const counts = new Map<string, { readonly reason: string; readonly path: string; count: number }>();
  for (const test of tests) {
    const result = test.result();
    if (result.state !== "skipped" || result.note === undefined) continue;
    const path = test.module.relativeModuleId;
    const group = counts.get(path + result.note) ?? { reason: result.note, path, count: 0 };
    group.count += 1;
    counts.set(path + result.note, group);
  }
  return [...counts.values()].map(
    ({ reason, path, count }) => `SKIPPED ${count} ${count === 1 ? "test" : "tests"} of ${path}: ${reason}`,
  );
}

function ofSeries(tests: readonly TestCase[]): string[] {
  return tests.flatMap((test) =>
    test
      .annotations()
      .filter(({ type }) => type === "series")
      .map(({ message }) => `${test.module.relativeModuleId} > ${test.fullName}: ${message}`),
  );
}

function later(tests: readonly TestCase[]): string {
  const count = (tag: string) => tests.filter((test) => test.tags.includes(tag)).length;
  return `npm run test:long runs ${count("long")} long tests and more inputs of ${count("series")} random series`;
}
