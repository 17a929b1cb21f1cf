/** What a server answers at the places of a table, beside what the table expects, line by line. */
import { marked, type OtherServer } from "../support/other-server.ts";
import { changed, type DocumentName, fileOf } from "./documents.ts";

type Place = readonly [document: DocumentName, find: string, write: string];
type Row = readonly [...Place, ...unknown[]];

interface Answers {
  readonly found: readonly string[];
  readonly expected: readonly string[];
}

export function offered(
  server: OtherServer,
  places: readonly (readonly [...Place, offered: string, notOffered: string])[],
): Promise<Answers> {
  return answers(places, async ([document, find, write, offered, notOffered]) => {
    const { text, position } = marked(changed(document, find, write));
    const items = await server.completion(fileOf(document), text, position);
    const labels = items.map(({ label }) => label);
    const wanted = offered.split(",");
    const unwanted = notOffered.split(",").filter((label) => label !== "");
    const has = wanted.filter((label) => labels.includes(label));
    const lacks = unwanted.filter((label) => !labels.includes(label));
    return [`${has} and none of ${lacks}`, `${wanted} and none of ${unwanted}`];
  });
}

export function said(
  server: OtherServer,
  places: readonly (readonly [...Place, says: string])[],
): Promise<Answers> {
  return answers(places, async ([document, find, write, says]) => {
    const { text, position } = marked(changed(document, find, write));
    const hover = await server.hover(fileOf(document), text, position);
    const nameless = /object\(|part\d|HostEntry|Section\b/.exec(hover)?.[0];
    const found = says.split(";;").filter((words) => hover.includes(words));
    return [`${found.join(";;")}${nameless ?? ""}`, says];
  });
}

export function markedAs(
  server: OtherServer,
  places: readonly (readonly [...Place, says: string])[],
): Promise<Answers> {
  return answers(places, async ([document, find, write, says]) => {
    const diagnostics = await server.diagnostics(fileOf(document), changed(document, find, write));
    const messages = diagnostics.map(({ message }) => String(message));
    return [messages.some((one) => one.includes(says)) ? says : messages.join("; "), says];
  });
}

async function answers<P extends Row>(
  places: readonly P[],
  ask: (place: P) => Promise<readonly [found: string, expected: string]>,
): Promise<Answers> {
  const found: string[] = [];
  const expected: string[] = [];
  for (const place of places) {
    const [document, , write] = place;
    const [is, shouldBe] = await ask(place);
    found.push(`${document} ${write}: ${is}`);
    expected.push(`${document} ${write}: ${shouldBe}`);
  }
  return { found, expected };
}
