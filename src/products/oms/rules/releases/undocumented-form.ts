import { advice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { deploymentsOf, placeOfKey } from "../../deployment.ts";
import { config, file } from "../examples.ts";

const url = (text: string) => file(config(`cm_url: ${text}\n`));

export const undocumentedForm = defineRule({
  name: "undocumented-form",
  fault: "doubtful",
  summary: "An address is written in a form that no document shows.",
  why: "In every example cm_url is http://host:port and tsdb_url is host:port. What OMS makes of another form is not known; obd puts http:// before a cm_url without it, and fails at a tsdb_url that has a scheme or no port.",
  fix: "Write it in the documented form.",
  examples: {
    invalid: [url("10.1.1.1:8088"), url("http://10.1.1.1"), file(config("tsdb_url: http://10.1.1.5:8086\n"))],
    valid: [url("http://10.1.1.1:8088"), file(config("tsdb_url: 10.1.1.5:8086\n"))],
    boundary: [
      { title: "https is a scheme as well", ...url("https://oms.example.net:8088"), fires: false },
      { title: "a slash at the end", ...url("http://10.1.1.1:8088/"), fires: true },
    ],
  },
  check(model, report) {
    for (const { regions, site } of deploymentsOf(model)) {
      for (const region of regions) {
        for (const { key, documentedForm } of region.settings.catalogue.keys) {
          const text = region.settings.text(key)?.value;
          if (documentedForm === undefined || text === undefined) continue;
          if (new RegExp(documentedForm.pattern).test(text)) continue;
          report({
            at: placeOfKey(region, key),
            key,
            site,
            message: say`"${key}" is ${quoted(text)}, a form that no document shows`,
            help: advice`write it like ${documentedForm.example}`,
          });
        }
      }
    }
  },
});
