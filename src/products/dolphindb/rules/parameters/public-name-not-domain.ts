import { advice } from "../../../../diagnostics/help.ts";
import { quoted, say } from "../../../../diagnostics/message.ts";
import { placeFor, titleOf } from "../../../../model/model.ts";
import { oncePerPlace } from "../../../../rules/once-per-place.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { isIP } from "../../../../source/ip.ts";
import { clustersOf } from "../../cluster.ts";
import { controllerCfg, dolphin, files } from "../examples.ts";

const cfg = (text: string) => files({ "controller.cfg": controllerCfg(1, text) });

export const publicNameNotDomain = defineRule({
  name: "public-name-not-domain",
  fault: "contradiction",
  summary: "HTTPS is on, and publicName is an IP address.",
  // tradercjz/dolphindb-agent-skills@90206fc:skills/dolphindb/docs/90-admin/cfg/function_configuration.md:527
  why: "With enableHTTPS=true publicName must be a domain name: it is what the certificate is made for.",
  fix: "Write the domain name of the machine.",
  examples: {
    invalid: [
      cfg("enableHTTPS=true\npublicName=203.0.113.7\n"),
      dolphin("  config: { controller: { enableHTTPS: true, publicName: 203.0.113.7 } }\n"),
    ],
    valid: [cfg("enableHTTPS=true\npublicName=db.example.com\n"), cfg("publicName=203.0.113.7\n")],
    boundary: [
      { title: "HTTPS is off", ...cfg("enableHTTPS=0\npublicName=203.0.113.7\n"), fires: false },
      { title: "no name at all", ...cfg("enableHTTPS=true\n"), fires: false },
      {
        title: "digits in a domain name",
        ...cfg("enableHTTPS=1\npublicName=10.example.com\n"),
        fires: false,
      },
      { title: "IPv6", ...cfg("enableHTTPS=1\npublicName=2001:db8::7\n"), fires: true },
    ],
  },
  check(model, reportAll) {
    const report = oncePerPlace(reportAll);
    for (const cluster of clustersOf(model)) {
      for (const instance of [...cluster.processes.map((one) => one.instance), ...cluster.standalone]) {
        const name = instance.settings.text("publicName");
        const https = instance.settings.boolean("enableHTTPS");
        if (!https?.value || name === undefined || isIP(name.value.trim()) === 0) continue;
        report({
          at: placeFor(instance, name.origin),
          key: "publicName",
          site: cluster.site,
          message: say`publicName of ${titleOf(instance)} is the address ${quoted(name.value)}, and with enableHTTPS it must be a domain name`,
          related: [{ at: placeFor(instance, https.origin), message: say`enableHTTPS here` }],
          help: advice`write the domain name that the certificate is for`,
        });
      }
    }
  },
});
