/** Commands that have next to nothing to do, against starting Node. */
import { join } from "node:path";
import { memberFile, smallestCluster } from "./inputs.ts";
import { cfgc, type Place } from "./place.ts";
import type { Report } from "./report.ts";

export function startUp(place: Place, report: Report): void {
  const members = [0, 1, 2].map((index) => place.write(`meta${index}/horaemeta.toml`, memberFile(index)));
  const smallest = place.write("smallest/cluster.yaml", smallestCluster());
  const none = join(place.folder, "none");
  report.add(
    "Start-up",
    place.race(
      [
        { title: "`node -e 0`", args: ["-e", "0"] },
        { title: "`cfgc --version`", args: [cfgc, "--version"], bar: 1.5 },
        { title: "`cfgc lint`, three members", args: [cfgc, "lint", ...members], bar: 2 },
        {
          title: "`cfgc build --dry-run`, one instance",
          args: [cfgc, "build", "--dry-run", "-o", none, smallest],
          bar: 2.5,
        },
      ],
      { warmUp: 3, rounds: 31, seconds: 40 },
    ),
  );
}
