import { advice } from "../../../../diagnostics/help.ts";
import { joined, type Message, say } from "../../../../diagnostics/message.ts";
import { type Instance, placeFor } from "../../../../model/model.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule, type Report } from "../../../../rules/rule.ts";
import { entriesOf } from "../../../../schema/catalogue.ts";
import { textOfValue } from "../../../../schema/secrets/sayable-value.ts";
import { placeOf, type Traced, type Value } from "../../../../schema/value.ts";
import { clustersOf } from "../../cluster.ts";
import { aliasMacro as macro } from "../../syntax/alias-macro.ts";
import { isPattern } from "../../syntax/qualifiers.ts";
import { dolphin, files } from "../examples.ts";

const cfg = (line: string) => files({ "cluster.cfg": `${line}\n` }, "3.00.5");
const login = "oauthAllowPasswordLoginNodes";

export const aliasMacroUndocumented = defineRule({
  name: "alias-macro-undocumented",
  fault: "note",
  summary: "`<ALIAS>` stands in a parameter for which no document has it.",
  why: "The documents say in general that the macro stands for the alias of each node, with volumes as the example (tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/cluster.md:45), and write it for directories of nodes only. Whether a server replaces it in another parameter was not tried.",
  fix: "In cluster.cfg write the value of each node behind its alias. From cluster.yaml cfgc writes it so.",
  examples: {
    invalid: [
      cfg(`${login}=<ALIAS>`),
      {
        title: "in cluster.yaml",
        ...dolphin(`  config: { cluster: { ${login}: <ALIAS> } }\n`, { version: "3.00.5" }),
      },
    ],
    valid: [
      cfg("volumes=/data/<ALIAS>"),
      dolphin("  config: { cluster: { volumes: /data/<ALIAS> } }\n"),
      cfg(`${login}=dn1`),
    ],
    boundary: [
      { title: "within a path", ...cfg("logFile=/var/log/<ALIAS>.log"), fires: true },
      { title: "for the nodes of a pattern", ...cfg(`dn%.${login}=<ALIAS>`), fires: true },
      { title: "a directory of the log", ...cfg("TSDBRedoLogDir=/data/<ALIAS>/redo"), fires: false },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const { site, nodeFiles, processes } of clustersOf(model)) {
      if (site !== undefined) for (const { instance } of processes) checkWritten(instance, report);
      for (const { qualifier, settings, at } of nodeFiles.flatMap((file) => file.parts)) {
        // For one node it is forbidden anywhere, which has a finding of its own.
        if (qualifier !== undefined && !isPattern(qualifier)) continue;
        for (const [key, setting] of settings.explicit) {
          if (!holdsMacro(setting) || isDocumented(key, settings)) continue;
          report({
            at: placeOf(setting.origin) ?? at,
            key,
            message: say`no document has the alias macro in "${key}"; that it stands for the alias of each node is said in general only`,
            help: advice`write a line for each node, such as <alias>.${key}=${exampleOf(key, setting, settings)}`,
          });
        }
      }
    }
  },
});

/** What cluster.yaml says, in which cfgc has put each node's alias in place of the macro. */
function checkWritten(instance: Instance, report: Report): void {
  for (const [key, setting] of instance.settings.explicit) {
    if (setting.template === undefined || isDocumented(key, instance.settings)) continue;
    report({
      at: placeFor(instance, setting.origin),
      key,
      site: instance.site,
      message: say`no document has the alias macro in "${key}", so cfgc writes the alias of each node instead`,
      help: advice`leave it so if the alias is what is meant`,
    });
  }
}

/** The value with a name in place of the macro, which is a word in capitals. */
function exampleOf(key: string, setting: Traced<Value>, { catalogue }: Instance["settings"]): Message {
  const text = textOfValue(entriesOf(catalogue, key)[0] ?? { secret: true }, setting);
  return text === undefined ? say`<alias>` : joined(text.split(macro), "<alias>");
}

function holdsMacro({ value }: Traced<Value>): boolean {
  return typeof value === "string" && value.includes(macro);
}

function isDocumented(key: string, { catalogue }: Instance["settings"]): boolean {
  const [entry] = entriesOf(catalogue, key);
  return entry === undefined || entry.aliasMacro !== undefined;
}
