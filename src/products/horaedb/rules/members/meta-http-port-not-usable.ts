import { say } from "../../../../diagnostics/message.ts";
import { placeFor } from "../../../../model/model.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { displayName } from "../../../../schema/catalogue.ts";
import { clustersOf } from "../../cluster.ts";
import { keyAt } from "../../key-names.ts";
import { deployment, memberFile } from "../examples.ts";

const port = (value: number) =>
  deployment({ "meta0.toml": memberFile(0, { more: `http-port = ${value}\n` }) });

export const metaHttpPortNotUsable = defineRule({
  name: "meta-http-port-not-usable",
  fault: "doubtful",
  summary: "HoraeMeta's HTTP port cannot be opened, or is another one at each start.",
  why: "The number is not checked when the file is read. If it cannot be opened HoraeMeta writes one line to its log and goes on without the API for clusters, tables and members; with 0 the system picks another port at each start (apache/horaedb@v2.1.0:horaemeta/server/server.go:269, server/service/http/service.go).",
  fix: "Write a port from 1024 to 32767; the default is 8080.",
  examples: {
    invalid: [port(70_000), port(-1)],
    valid: [port(8081)],
    boundary: [
      { ...port(0), fires: true },
      { ...port(65_535), fires: false },
      { ...port(65_536), fires: true },
    ],
  },
  check(model, report) {
    for (const { meta, site } of clustersOf(model)) {
      for (const instance of meta) {
        const key = keyAt(instance.settings, "http-port");
        const written = key === undefined ? undefined : instance.settings.integer(key);
        if (key === undefined || written === undefined) continue;
        if (written.value >= 1 && written.value <= 65_535) continue;
        const program = displayName(instance.catalogue, instance.version);
        report({
          at: placeFor(instance, written.origin),
          key,
          site,
          message:
            written.value === 0
              ? say`${key} is 0, so ${program} opens its HTTP API at another port after each start`
              : say`${key} is ${written.value}, which is no port, so ${program} runs without its HTTP API`,
          help: instead(written.origin, 8080, say`write a port such as ${key} = 8080`),
        });
      }
    }
  },
});
