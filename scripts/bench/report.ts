/** The tables of a run, in Markdown, and whether a bar was missed. */
import { arch, availableParallelism, cpus, platform, release, totalmem } from "node:os";
import { median, type Result } from "./contest.ts";

/** A bar that is no ratio of two times in one table. */
export interface Claim {
  readonly title: string;
  readonly value: number;
  readonly bar: number;
}

export class Report {
  readonly #sections: string[] = [];
  readonly #missed: string[] = [];

  /** Times of contenders as ratios to the first of them. */
  add(title: string, results: readonly Result[]): void {
    const [first] = results;
    const one = median(first?.times ?? []);
    const rows = results.map(({ title: name, times, cpuSeconds, megabytes, bar }) => {
      const ratio = median(times) / one;
      const verdict = this.#verdict(`${title}: ${name}`, ratio, bar);
      return [
        name,
        ms(Math.min(...times)),
        ms(median(times)),
        ms(Math.max(...times)),
        `${median(cpuSeconds).toFixed(2)} s`,
        `${median(megabytes).toFixed(0)} MB`,
        ratio.toFixed(2),
        ...verdict,
      ];
    });
    this.table(`${title} (${first?.times.length} rounds)`, [
      ["", "min", "median", "max", "CPU", "memory", "ratio", "bar", ""],
      ...rows,
    ]);
  }

  /** Bars beside what was measured. */
  claims(title: string, claims: readonly Claim[]): void {
    this.table(title, [
      ["", "measured", "bar", ""],
      ...claims.map(({ title: name, value, bar }) => [
        name,
        value.toFixed(2),
        ...this.#verdict(`${title}: ${name}`, value, bar),
      ]),
    ]);
  }

  table(title: string, rows: readonly (readonly string[])[]): void {
    const [head = [], ...body] = rows;
    const rule = head.map((_, column) => (column === 0 ? "---" : "---:"));
    const lines = [head, rule, ...body].map((cells) => `| ${cells.join(" | ")} |\n`);
    const text = `## ${title}\n\n${lines.join("")}`;
    this.#sections.push(text);
    process.stdout.write(`${text}\n`);
  }

  #verdict(what: string, value: number, bar: number | undefined): [string, string] {
    if (bar === undefined) return ["", ""];
    if (value <= bar) return [bar.toFixed(1), "met"];
    this.#missed.push(`${what} ${value.toFixed(2)} (bar ${bar.toFixed(1)})`);
    return [bar.toFixed(1), "MISSED"];
  }

  /** The whole as a page, which says on what machine it was made and by which command. */
  page(command: string): string {
    const missed =
      this.#missed.length === 0
        ? "Every bar is met."
        : `Missed: ${this.#missed.map((one) => `\n- ${one}`).join("")}`;
    return `# Benchmarks

Written by \`${command}\`. Times are wall time; CPU is the time of all processors. A ratio compares medians with the
first line of its table, as both take turns in one run. The bars are what cfgc promises on a quiet machine.

Machine: ${machine()}.

${missed}

${this.#sections.join("\n")}`;
  }
}

function machine(): string {
  const model = cpus()[0]?.model.trim() ?? "unknown processor";
  const memory = `${(totalmem() / 2 ** 30).toFixed(0)} GB`;
  return `${availableParallelism()} cores (${model}), ${memory}, ${platform()} ${release().split("-")[0]} ${arch()}, Node ${process.version}`;
}

export function ms(time: number): string {
  return `${time.toFixed(time < 100 ? 1 : 0)} ms`;
}
