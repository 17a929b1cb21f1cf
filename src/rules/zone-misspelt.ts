import { type Message, say } from "../diagnostics/message.ts";
import type { Host, Model, Site } from "../model/model.ts";
import { instead } from "../model/offers.ts";
import { placeOf } from "../schema/value.ts";
import { withoutEnd } from "../source/without-end.ts";
import { skeleton } from "./confusable-names.ts";
import { site } from "./examples.ts";
import { defineRule, type Report } from "./rule.ts";

const zones = (...names: string[]) =>
  site(
    `hosts:\n${names.map((name, index) => `  db${index + 1}: { address: 10.1.1.${index + 1}, zone: "${name}" }\n`).join("")}`,
  );

export const zoneMisspelt = defineRule({
  name: "zone-misspelt",
  fault: "doubtful",
  summary: "A zone that one host alone has is spelt almost like another zone.",
  why: "A misspelt zone counts as one zone more than there is. Members that share a room or a rack then count as spread, and losing that room takes the majority. Numbers and single letters tell zones apart on purpose, as in az-a and az-b, and are not reported.",
  fix: "Write the zone as the other hosts have it, or give it a name that differs in more than a letter.",
  examples: {
    invalid: [zones("rack1", "rack1", "rakc1"), zones("room-a", "room-a", "room_a")],
    valid: [zones("az-a", "az-a", "az-b"), zones("rack1", "rack1", "rack2")],
    boundary: [
      { title: "upper case", ...zones("az-a", "AZ-a", "az-b"), fires: true },
      { title: "an l for a 1", ...zones("eu-west-1a", "eu-west-1a", "eu-west-la"), fires: true },
      { title: "a letter too few", ...zones("frankfurt", "frankfurt", "frankfrt"), fires: true },
      { title: "a letter at the end that counts", ...zones("zonea", "zonea", "zoneb"), fires: false },
      { title: "a number that goes on", ...zones("rack1", "rack1", "rack10"), fires: false },
      { title: "short names", ...zones("rz1", "rz1", "rx1"), fires: false },
      { title: "two hosts have it", ...zones("rack1", "rack1", "rakc1", "rakc1"), fires: false },
      { title: "another letter at the end of a word", ...zones("room-a", "room-a", "roon-a"), fires: true },
      { title: "at the end of all", ...zones("frankfurt", "frankfurt", "frankfurd"), fires: true },
      { title: "a letter behind a word for places", ...zones("rackn", "rackn", "racks"), fires: false },
      { title: "such a letter before more", ...zones("zonea-1", "zonea-1", "zoneb-1"), fires: false },
      { title: "a host each", ...zones("roof", "room"), fires: false },
      { title: "a blank at the end", ...zones("room-a", "room-a", "room-a "), fires: true },
      { title: "two letters", ...zones("north", "north", "south"), fires: false },
      { title: "no hyphen", ...zones("room-a", "room-a", "rooma"), fires: true },
      { title: "a hyphen between numbers", ...zones("rack1-1", "rack1-1", "rack11"), fires: false },
      { title: "one host each, said once", ...zones("basement", "basemnet", "roof"), fires: true },
    ],
  },
  check(model, report) {
    for (const zones of zonesOf(model)) {
      const alike = new Map<string, Zone[]>();
      for (const zone of zones) {
        for (const variant of variantsOf(zone.name)) {
          const others = alike.get(variant);
          if (others === undefined) alike.set(variant, [zone]);
          else others.push(zone);
        }
      }
      for (const zone of zones) {
        if (zone.hosts.length > 1) continue;
        const meant = variantsOf(zone.name)
          .flatMap((variant) => alike.get(variant) ?? [])
          // Of two zones with one host each, one finding is enough.
          .find((one) => (one.hosts.length > 1 || one.index < zone.index) && isSlip(zone.name, one));
        if (meant !== undefined) reportSlip(zone, meant, report);
      }
    }
  },
});

interface Zone {
  readonly name: Message;
  /** Its place among the zones of the site. */
  readonly index: number;
  readonly hosts: Host[];
}

/** The zones of each site, in the order of the file. */
function zonesOf(model: Model): Iterable<readonly Zone[]> {
  const sites = new Map<Site, Map<string, Zone>>();
  for (const host of model.hosts) {
    if (host.site === undefined || host.zone === undefined) continue;
    const zones = sites.get(host.site) ?? new Map<string, Zone>();
    sites.set(host.site, zones);
    const name = host.zone.value;
    const known = zones.get(name);
    if (known === undefined) zones.set(name, { name, index: zones.size, hosts: [host] });
    else known.hosts.push(host);
  }
  return [...sites.values()].map((zones) => [...zones.values()]);
}

function reportSlip(zone: Zone, meant: Zone, report: Report): void {
  const [host] = zone.hosts;
  const [there] = meant.hosts;
  if (host === undefined || there === undefined) return;
  const placeOfZone = ({ zone: of, at }: Host) => (of && placeOf(of.origin)) ?? at;
  report({
    at: placeOfZone(host),
    site: host.site,
    message: say`only "${host.name}" is in the zone "${zone.name}", which is spelt almost like "${meant.name}"`,
    related: [{ at: placeOfZone(there), message: say`"${meant.name}" is written here` }],
    help: instead(
      host.zone?.origin,
      meant.name,
      say`write "${meant.name}", or a name that differs in more than a letter`,
    ),
  });
}

/** Names that differ in a slip have one of these in common, so no name is compared with all others. */
function variantsOf(name: string): string[] {
  const text = name.toLowerCase().slice(0, 64);
  const shorter = Array.from(text, (_, index) => text.slice(0, index) + text.slice(index + 1));
  return [...new Set([skeleton(text), text, ...shorter])];
}

/** Whether one name is the other with a slip of the pen. Numbers, and letters that count, differ on purpose. */
function isSlip(one: string, { name: other, hosts }: Zone): boolean {
  const [a, b] = [one.trim().toLowerCase(), other.trim().toLowerCase()];
  if (a === b) return true;
  if (counters(a) === counters(b)) return false;
  if (skeleton(a) === skeleton(b)) return true;
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a];
  let start = 0;
  while (start < shorter.length && longer[start] === shorter[start]) start += 1;
  let end = 0;
  while (end < shorter.length - start && longer.at(-1 - end) === shorter.at(-1 - end)) end += 1;
  const more = longer.slice(start, longer.length - end);
  const less = shorter.slice(start, shorter.length - end);
  const isSwap = more.length === 2 && more === [...less].reverse().join("");
  if (!isSwap && (more.length !== 1 || less.length > 1)) return false;
  if (/^[._-]$/.test(more) && less === "")
    return /\D/.test(longer.charAt(start - 1) + longer.charAt(start + 1));
  if (!/^[a-z]*$/.test(more + less)) return false;
  const before = start - withoutEnd(longer.slice(0, start), /[a-z]/).length;
  const behind = /^[a-z]*/.exec(longer.slice(start + more.length))?.[0].length ?? 0;
  if (before + more.length + behind < 4) return false;
  if (isSwap || (before > 0 && behind > 0)) return true;
  // A letter at the end of a word may count, as in zonea and zoneb or dcn and dcs; another one does not, where several
  // hosts have the other name.
  const stem = longer.slice(start - before, start);
  const mayCount = /^[a-h]{2}$/.test(more + less) || placeWords.has(stem);
  return before > 0 && less !== "" && hosts.length > 1 && !mayCount;
}

/** What zones are called, before a letter that tells them apart. */
const placeWords = new Set([
  "zone",
  "rack",
  "room",
  "row",
  "hall",
  "site",
  "region",
  "dc",
  "az",
  "cell",
  "pod",
  "floor",
  "block",
  "wing",
]);

/** The name without what counts: numbers, and letters that stand alone. */
function counters(name: string): string {
  return name.replace(/\d+/g, "#").replace(/(?<![a-z])[a-z](?![a-z])/g, "#");
}
