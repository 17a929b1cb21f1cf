import { advice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { judgeEach } from "../../../../rules/judge-each.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { clustersOf } from "../../cluster.ts";
import { configured } from "../examples.ts";

const level = (value: string) => ({
  as: "horaedb@2.0.0",
  files: { "horaedb.toml": `[logger]\nlevel = ${JSON.stringify(value)}\n` },
});

/** slog 2.7 takes the beginning of any of these, in any case; "off" is no level of a logger. */
const names = ["critical", "error", "warn", "info", "debug", "trace", "crit", "erro", "debg", "trce"];

export const logLevelUnknown = defineRule({
  name: "log-level-unknown",
  fault: "refused",
  summary: "HoraeDB does not know the log level.",
  why: 'The file may hold any text here. An unknown level ends the start with "Parse log level failed" (apache/horaedb@v2.1.0:src/components/logger/src/lib.rs:160). The levels are those of slog 2.7, which has no "warning" and no "off".',
  fix: "Write critical, error, warn, info, debug or trace.",
  examples: {
    invalid: [level("warning"), level("verbose"), level("")],
    valid: [level("info"), level("WARN")],
    boundary: [
      { title: "in cluster.yaml", ...configured({ nodes: "{ logger: { level: loud } }" }), fires: true },
      { title: "the beginning of a name", ...level("err"), fires: false },
      { title: "more than a name", ...level("infos"), fires: true },
      { ...level("off"), fires: true },
    ],
  },
  check(model, report) {
    for (const { nodes, site } of clustersOf(model)) {
      judgeEach(nodes, report, (instance, tell) => {
        const setting = instance.settings.text("logger.level");
        if (setting === undefined || isLevel(setting.value)) return;
        tell({
          at: placeFor(instance, setting.origin),
          key: "logger.level",
          site,
          message: say`${displayName(instance.catalogue, instance.version)} knows no log level ${quoted(setting.value)} and panics at start`,
          help: /^warn/i.test(setting.value)
            ? instead(setting.origin, say`warn`, say`write "warn"`)
            : advice`write critical, error, warn, info, debug or trace`,
        });
      });
    }
  },
});

function isLevel(text: string): boolean {
  return text !== "" && names.some((name) => name.startsWith(text.toLowerCase()));
}
