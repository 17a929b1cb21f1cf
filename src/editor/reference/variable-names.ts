import type { KeyEntry } from "../../schema/catalogue.ts";

type Variable = NonNullable<KeyEntry["env"]>[number];

/** The variables that override a key, each named once, with the releases that read it: `CERESDB_SERVER_ADDR (1.0.0 to 1.2.7)`. */
export function variableNames({ env = [] }: KeyEntry): string[] {
  const names = [...new Set(env.map(({ name }) => name))];
  return names.map((name) => {
    const releases = releasesOf(env.filter((one) => one.name === name));
    return releases === "" ? name : `${name} (${releases})`;
  });
}

/** Releases that read it in another form follow one another, so the first and the last say all. */
function releasesOf(forms: readonly Variable[]): string {
  const since = forms[0]?.since;
  const until = forms.at(-1)?.until;
  if (since !== undefined && until !== undefined) return since === until ? since : `${since} to ${until}`;
  if (since !== undefined) return `since ${since}`;
  return until === undefined ? "" : `until ${until}`;
}
