import type { Report } from "./rule.ts";

/** Drops what is said of a line a second time: a range puts one mistake on many hosts, and once is enough. */
export function oncePerPlace(report: Report): Report {
  const reported = new Set<string>();
  return (finding) => {
    const place = JSON.stringify([finding.at.file.path, finding.at.start, finding.key]);
    if (reported.has(place)) return;
    reported.add(place);
    report(finding);
  };
}
