import { say } from "../../../../diagnostics/message.ts";
import { instead } from "../../../../model/offers.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { entriesOf } from "../../../../schema/catalogue.ts";
import { textOfValue } from "../../../../schema/secrets/sayable-value.ts";
import { placeOf } from "../../../../schema/value.ts";
import { clustersOf } from "../../cluster.ts";
import { aliasMacro as macro } from "../../syntax/alias-macro.ts";
import { isPattern } from "../../syntax/qualifiers.ts";
import { dolphin, files } from "../examples.ts";

const cfg = (line: string, version = "3.00.5") => files({ "cluster.cfg": `${line}\n` }, version);

export const aliasMacroMisused = defineRule({
  name: "alias-macro-misused",
  fault: "refused",
  summary: "`<ALIAS>` stands in the value for one node, or is missing where many share the value.",
  why: "`<ALIAS>` stands for each node's alias behind a bare key or a pattern. Behind the alias of one node it is forbidden, and a controller does not start with it. computeNodeCacheDir and computeNodeCacheMeta need it wherever several nodes share the line, or their caches would share a directory.",
  fix: "Write the path of the one node out, or put <ALIAS> into the shared path; from cluster.yaml cfgc writes the right form itself.",
  examples: {
    invalid: [
      { title: "one node", ...cfg("dn1.volumes=/data/<ALIAS>") },
      { title: "a bare key that needs it", ...cfg("computeNodeCacheDir=/cache") },
      { title: "a pattern that needs it", ...cfg("cn%.computeNodeCacheMeta=/cache/meta") },
    ],
    valid: [
      dolphin("  config: { cluster: { volumes: /data/<ALIAS> } }\n"),
      cfg("volumes=/data/<ALIAS>"),
      cfg("cn%.computeNodeCacheDir=/cache/<ALIAS>"),
      cfg("cn1.computeNodeCacheDir=/cache/cn1"),
    ],
    boundary: [
      { title: "a pattern may have it", ...cfg("dn%.volumes=/data/<ALIAS>"), fires: false },
      { title: "a pattern need not have it", ...cfg("dn%.volumes=/data"), fires: false },
      { title: "one compute node must not", ...cfg("cn1.computeNodeCacheDir=/cache/<ALIAS>"), fires: true },
    ],
  },
  check(model, report) {
    for (const { nodeFiles } of clustersOf(model)) {
      for (const { qualifier, settings, at } of nodeFiles.flatMap((file) => file.parts)) {
        const forOne = qualifier !== undefined && !isPattern(qualifier);
        for (const [key, { value, origin }] of settings.explicit) {
          const holds = typeof value === "string" && value.includes(macro);
          const entry = entriesOf(settings.catalogue, key)[0];
          const needs = entry?.aliasMacro === "required-with-pattern";
          const path = entry && textOfValue(entry, { value });
          if (entry === undefined || path === undefined || (forOne ? !holds : holds || !needs)) continue;
          report({
            at: placeOf(origin) ?? at,
            key,
            message: forOne
              ? say`${macro} stands in the value for the one node ${qualifier}, where it is forbidden`
              : say`"${entry.key}" is shared by ${qualifier === undefined ? say`all nodes` : say`the nodes ${qualifier}`} and has no ${macro}, so they would share the directory`,
            help: forOne
              ? instead(
                  origin,
                  path.replaceAll(macro, qualifier),
                  say`write ${path.replaceAll(macro, qualifier)}`,
                )
              : instead(
                  origin,
                  say`${path}/${macro}`,
                  say`put ${macro} into the path, such as ${path}/${macro}`,
                ),
          });
        }
      }
    }
  },
});
