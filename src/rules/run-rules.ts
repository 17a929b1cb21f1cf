import type { DiagnosticBag } from "../diagnostics/bag.ts";
import { nameOfCode } from "../diagnostics/diagnostic.ts";
import { writeText } from "../diagnostics/fix.ts";
import { advice, advising, offer } from "../diagnostics/help.ts";
import { joined, say } from "../diagnostics/message.ts";
import { type SourceKind, severityOf } from "../diagnostics/severity.ts";
import { atOnce, type Steps } from "../diagnostics/steps.ts";
import { unknownRule } from "../model/codes.ts";
import type { Acceptance, Model, Site } from "../model/model.ts";
import { nearest } from "../schema/nearest.ts";
import type { Rule } from "./rule.ts";

/** Runs every rule over the model. An availability rule that the site accepts, with a reason, says nothing. */
export function runRules(model: Model, rules: readonly Rule[], bag: DiagnosticBag): void {
  atOnce(rulesInSteps(model, rules, bag));
}

/** The same, rule by rule. */
export function* rulesInSteps(model: Model, rules: readonly Rule[], bag: DiagnosticBag): Steps<void> {
  const used = new Set<Acceptance>();
  const meant = meantBy(model, rules);
  for (const rule of rules) {
    yield;
    rule.check(model, (finding) => {
      const { site } = finding;
      const accepted = site?.accepted.filter((one) => meant.get(one) === rule.name) ?? [];
      if (rule.fault === "availability" && (accepted.length > 0 || site?.acceptedKnown === false)) {
        for (const one of accepted) used.add(one);
        return;
      }
      bag.report(rule, { severity: severityOf(rule.fault, sourceKindOf(site)), ...finding });
    });
  }
  for (const site of model.sites) {
    const own = bag.forSource(sourceKindOf(site));
    reportUnknownRules(site, rules, own);
    // After an error a rule may have skipped what it could not know.
    if (!bag.hasErrors()) reportUnused(site, rules, used, own);
  }
}

/** The rule of each acknowledgement; a misspelt name has a finding of its own, and what it means needs none. */
function meantBy(model: Model, rules: readonly Rule[]): ReadonlyMap<Acceptance, string> {
  const acceptable = rules.filter((rule) => rule.fault === "availability").map((rule) => rule.name);
  const all = model.sites.flatMap((site) => site.accepted);
  return new Map(
    all.map((one) => [
      one,
      rules.some(({ name }) => name === one.rule) ? one.rule : (nearest(one.rule, acceptable) ?? one.rule),
    ]),
  );
}

export function sourceKindOf(site: Site | undefined): SourceKind {
  if (site === undefined) return "file";
  return site.environment === "production" ? "cluster-in-production" : "cluster-in-development";
}

function reportUnknownRules(site: Site, rules: readonly Rule[], bag: DiagnosticBag): void {
  const acceptable = rules.filter((rule) => rule.fault === "availability").map(nameOfCode);
  for (const { rule, at } of site.accepted) {
    if (acceptable.includes(rule)) continue;
    const exists = rules.some((one) => one.name === rule);
    const meant = nearest(rule, acceptable);
    const all = say`these can be accepted: ${joined(acceptable, ", ")}`;
    bag.report(unknownRule, {
      at,
      message: exists
        ? say`"${rule}" is no availability rule, so it cannot be accepted`
        : say`there is no rule "${rule}" to accept`,
      help:
        exists || meant === undefined
          ? advising(all)
          : offer(writeText(at, meant), say`did you mean "${meant}"?`),
    });
  }
}

/** An acknowledgement that covers nothing today would hide something new tomorrow. */
function reportUnused(
  site: Site,
  rules: readonly Rule[],
  used: ReadonlySet<Acceptance>,
  bag: DiagnosticBag,
): void {
  for (const accepted of site.accepted) {
    const rule = rules.find(({ name }) => name === accepted.rule);
    if (rule?.fault !== "availability" || used.has(accepted)) continue;
    bag.report(unknownRule, {
      at: accepted.at,
      message: say`"${accepted.rule}" finds nothing on this site, so there is nothing to accept`,
      help: advice`delete the entry`,
    });
  }
}
