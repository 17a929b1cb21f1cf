import { say } from "../../../diagnostics/message.ts";
import type { KeyReference } from "../../../products/product.ts";
import type { OwnVariable } from "../../../schema/catalogue.ts";
import { asked } from "./asked.ts";
import { factPage } from "./fact-page.ts";

/** Everything known about a variable that belongs to no key, for each program that reads it. */
export function variablePages(what: string, references: readonly KeyReference[]): string[] {
  const { program, name } = asked(what);
  return references
    .filter(({ catalogue }) => program === undefined || catalogue.program === program)
    .flatMap(({ catalogue }) =>
      catalogue.environment
        .filter((variable) => variable.name === name)
        .map((variable) => variablePage(variable, catalogue)),
    );
}

export function knownVariables(references: readonly KeyReference[]): string[] {
  return references.flatMap(({ catalogue }) => catalogue.environment.map(({ name }) => name));
}

function variablePage(variable: OwnVariable, { program, oldestCompared }: KeyReference["catalogue"]): string {
  const {
    name,
    effect,
    since = say`${oldestCompared} or earlier`,
    until,
    renamedFrom,
    values,
    source,
  } = variable;
  const facts: [string, string | undefined][] = [
    ["program", program],
    ["values", values?.join(", ")],
    ["default", variable.default ?? "none"],
    ["since", since],
    ["last read by", until],
    ["renamed from", renamedFrom],
    ["effect", "from the next start on"],
    ["evidence", source],
  ];
  return factPage({
    title: `${program}: the variable ${name}, which belongs to no key`,
    description: effect,
    facts,
  });
}
