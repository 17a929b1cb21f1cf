/** Ten thousand instances and more, against parsing the same YAML with positions and writing the same files. */
import { existsSync, mkdtempSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { median, run } from "./contest.ts";
import { manyInRanges, manyWrittenOut, plainParser, plainWriter } from "./inputs.ts";
import { cfgc, filesIn, type Place, yamlPackage } from "./place.ts";
import { ms, type Report } from "./report.ts";

export function manyInstances(place: Place, report: Report): void {
  compareBuilds(place, report, { title: "in ranges", text: manyInRanges(200, 50), bar: 3 });
  compareBuilds(place, report, { title: "written out", text: manyWrittenOut(200, 50), bar: 2 });
  lintThousandNodes(place, report);
  growth(place, report);
}

interface Comparison {
  readonly title: string;
  readonly text: string;
  readonly bar: number;
}

function compareBuilds(place: Place, report: Report, { title, text, bar }: Comparison): void {
  const input = place.write(`${title}/cluster.yaml`, text);
  const model = join(place.folder, title, "model");
  run([cfgc, "build", "-o", model, input]);
  const files = filesIn(model).map((path) => [path, readFileSync(join(model, path), "utf8")]);
  rmSync(model, { recursive: true });
  const content = place.write(`${title}/files.json`, JSON.stringify(files));
  const plain = place.write(`${title}/plain.cjs`, plainWriter());
  const compare = (where: string, parent: string, removes: boolean) => {
    const own = mkdtempSync(join(parent, "cfgc-bench-"));
    let count = 0;
    const fresh = () => {
      if (removes) rmSync(join(own, String(count)), { recursive: true, force: true });
      count += 1;
      return join(own, String(count));
    };
    try {
      const results = place.race(
        [
          {
            title: "parse and write, without cfgc",
            args: () => [plain, yamlPackage, input, content, fresh()],
            reportsItself: true,
          },
          { title: "`cfgc build`", args: () => [cfgc, "build", "-o", fresh(), input], bar },
        ],
        { warmUp: 1, rounds: removes ? 11 : 5, seconds: 40 },
      );
      report.add(`10,000 instances ${title}: ${files.length} files ${where}`, results);
    } finally {
      rmSync(own, { recursive: true, force: true });
    }
  };
  // On a disk, removing tens of thousands of files slows down whatever is written next.
  compare("on disk", tmpdir(), false);
  // A disk hides what cfgc itself takes, and a busy one says nothing at all.
  if (hasRoom("/dev/shm")) compare("in memory", "/dev/shm", true);
}

function hasRoom(directory: string): boolean {
  if (!existsSync(directory)) return false;
  const { bavail, bsize } = statfsSync(directory);
  return bavail * bsize > 2 ** 30;
}

function lintThousandNodes(place: Place, report: Report): void {
  const good = place.write("thousand/cluster.yaml", manyWrittenOut(200, 5));
  const misspelt = place.write(
    "misspelt/cluster.yaml",
    manyWrittenOut(200, 5).replaceAll("ports: {", "prots: {"),
  );
  const torn = place.write("torn/cluster.yaml", manyWrittenOut(200, 5).replaceAll("3 } }", "3 }"));
  const parser = place.write("thousand/parse.cjs", plainParser());
  report.add(
    "A cluster.yaml of 1,000 written-out nodes",
    place.race(
      [
        { title: "start Node and parse with positions", args: [parser, yamlPackage, good] },
        { title: "`cfgc lint`", args: [cfgc, "lint", good], bar: 2 },
        { title: "a misspelt key in each", args: [cfgc, "lint", misspelt], findsErrors: true },
        { title: "a bracket lost in each", args: [cfgc, "lint", torn], findsErrors: true },
      ],
      { warmUp: 1, rounds: 11, seconds: 40 },
    ),
  );
}

/** What ten times as many instances cost, all but the writing: it compares with a bundle that is not there. */
function growth(place: Place, report: Report): void {
  const none = join(place.folder, "none");
  // With the members of HoraeMeta a little less than a site may have.
  const counts = [9_900, 99_000];
  const measured = counts.map((count) => {
    const input = place.write(`growth/${count}/cluster.yaml`, manyInRanges(count / 50, 50));
    // A cluster with errors would end like one whose bundle is not there.
    run([cfgc, "lint", input]);
    const [result] = place.race([{ title: "build", args: [cfgc, "build", "--check", "-o", none, input] }], {
      warmUp: 0,
      rounds: 3,
      seconds: 90,
    });
    return {
      count,
      time: median(result?.times ?? []),
      cpu: median(result?.cpuSeconds ?? []),
      megabytes: median(result?.megabytes ?? []),
    };
  });
  report.table("Growth of `cfgc build --check` in ranges", [
    ["instances", "time", "CPU", "memory"],
    ...measured.map(({ count, time, cpu, megabytes }) => [
      String(count),
      ms(time),
      `${cpu.toFixed(1)} s`,
      `${megabytes.toFixed(0)} MB`,
    ]),
  ]);
  const [small, large] = measured;
  report.claims("Ten times as many instances", [
    { title: "CPU", value: (large?.cpu ?? Number.NaN) / (small?.cpu ?? Number.NaN), bar: 11 },
  ]);
}
