import { advice } from "../../../../diagnostics/help.ts";
import { type Message, type Name, say } from "../../../../diagnostics/message.ts";
import { defineRule } from "../../../../rules/rule.ts";
import { entriesOf, type KeyEntry } from "../../../../schema/catalogue.ts";
import { textOfValue } from "../../../../schema/secrets/sayable-value.ts";
import { placeOf, plainOf, type Traced, type Value } from "../../../../schema/value.ts";
import { clustersOf, type NodeFile, type QualifiedSettings } from "../../cluster.ts";
import { isPattern, partsFor } from "../../syntax/qualifiers.ts";
import { dolphin, files } from "../examples.ts";

const cfg = (text: string) => files({ "cluster.cfg": text });

export const qualifiersOverlap = defineRule({
  name: "qualifiers-overlap",
  fault: "note",
  summary: "A node gets one key twice, with different values, through different qualifiers.",
  why: "A key may stand bare, behind a pattern and behind an alias. Which of them counts for a node is documented nowhere, so cfgc takes the value for unknown. It never writes a key in two ways itself.",
  fix: "Write the key for each node once.",
  examples: {
    invalid: [
      cfg("maxMemSize=8\ndn1.maxMemSize=16\n"),
      cfg("dn%.maxMemSize=8\ndn1.maxMemSize=16\n"),
      cfg("maxMemSize=8\ndn%.maxMemSize=16\n"),
    ],
    valid: [
      cfg("dn1.maxMemSize=8\ndn2.maxMemSize=16\n"),
      dolphin("  config: { cluster: { maxMemSize: 8 }, data_nodes: { maxMemSize: 16 } }\n"),
    ],
    boundary: [
      { title: "the same value", ...cfg("maxMemSize=8\ndn1.maxMemSize=8\n"), fires: false },
      {
        title: "a pattern that does not match",
        ...cfg("cn%.maxMemSize=8\ndn1.maxMemSize=16\n"),
        fires: false,
      },
      {
        title: "two patterns, which may have no node in common",
        ...cfg("d%.maxMemSize=8\ndn%.maxMemSize=16\n"),
        fires: false,
      },
    ],
  },
  check(model, report) {
    for (const { nodeFiles } of clustersOf(model)) {
      for (const { part, entry, key, value, wider } of nodeFiles.flatMap(overlaps)) {
        report({
          at: placeOf(value.origin) ?? part.at,
          key,
          message: say`"${entry.key}" is ${textOf(entry, value)} for ${part.qualifier ?? say``} and ${textOf(entry, wider)} for ${wider.title}; which counts for ${part.qualifier ?? say``} is not documented`,
          related: [{ at: placeOf(wider.origin) ?? part.at, message: say`${textOf(entry, wider)} here` }],
          help: advice`write the key for each node once`,
        });
      }
    }
  },
});

interface Overlap {
  readonly part: QualifiedSettings;
  readonly entry: KeyEntry;
  readonly key: Name;
  readonly value: Traced<Value>;
  readonly wider: Traced<Value> & { readonly title: Message };
}

/** A key behind an alias, or a pattern, that a wider qualifier sets too. */
function overlaps({ parts }: NodeFile): Overlap[] {
  return parts.flatMap((part) => {
    const { qualifier } = part;
    if (qualifier === undefined) return [];
    // Of two patterns nobody knows whether they have a node in common.
    const wider = isPattern(qualifier)
      ? parts.slice(0, 1).filter((first) => first.qualifier === undefined)
      : partsFor(qualifier, parts);
    return [...part.settings.explicit].flatMap(([key, value]) => {
      for (const other of wider) {
        const theirs = other.settings.explicit.get(key);
        if (theirs === undefined || String(plainOf(theirs.value)) === String(plainOf(value.value))) continue;
        const [entry] = entriesOf(other.settings.catalogue, key);
        return entry === undefined
          ? []
          : [{ part, entry, key, value, wider: { ...theirs, title: other.qualifier ?? say`all nodes` } }];
      }
      return [];
    });
  });
}

function textOf(entry: KeyEntry, value: Traced<Value>): Message {
  return textOfValue(entry, value) ?? say`a secret`;
}
