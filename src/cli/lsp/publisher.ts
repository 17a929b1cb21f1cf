import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { UserError } from "../user-error.ts";
import type { EditorConnection } from "./connection.ts";
import { editorDiagnostic, uriOf } from "./convert.ts";
import { giveWay } from "./give-way.ts";
import type { Workspace } from "./workspace.ts";

/** Checks after edits, and tells the editor what was found. */
export class Publisher {
  readonly #workspace: Workspace;
  readonly #connection: EditorConnection;
  /** How the editor calls a file. */
  readonly #uris = new Map<string, string>();
  /** Files whose findings the editor shows. */
  #shown = new Set<string>();
  /** Counts what asked for a check; one that is not for the last is given up. */
  #asked = 0;
  /** The last one that a check was for. */
  #done = 0;
  #last: Promise<void> = Promise.resolve();
  /** How long the last one took, in milliseconds; undefined before the first, which loads what the others have. */
  #took: number | undefined;

  #whenChecked: () => void = () => {};
  /** The editor has gone away. */
  #isOver = false;

  constructor(workspace: Workspace, connection: EditorConnection) {
    this.#workspace = workspace;
    this.#connection = connection;
  }

  /** Each time that everything up to then is checked and told. */
  whenChecked(act: () => void): void {
    this.#whenChecked = act;
  }

  /** Gives up what runs, as nobody listens any more. */
  end(): void {
    this.#isOver = true;
    this.#asked += 1;
  }

  isAt(path: string, uri: string): void {
    this.#uris.set(path, uri);
  }

  /** After all messages that are there already, so that of several edits only the last is checked. */
  checkSoon(): void {
    if (this.#isOver) return;
    this.#asked += 1;
    const asked = this.#asked;
    const isOutdated = () => asked !== this.#asked;
    const took = this.#took ?? 0;
    const begin = performance.now() + (took > long ? Math.min(took, longest) : soon);
    setImmediate(() => {
      this.#last = this.#last.then(async () => {
        await rest(begin);
        await giveWay();
        if (isOutdated()) return;
        const began = performance.now();
        try {
          await this.#check(isOutdated);
          if (!isOutdated()) this.#took = this.#took === undefined ? 0 : performance.now() - began;
        } catch (error) {
          // A mistake in cfgc at one text; the next may do without it. What was thrown may quote the text.
          const name = error instanceof Error ? error.name : "error";
          if (!this.#isOver) this.#workspace.notice(`a mistake in cfgc itself (${name}); please report it`);
        }
        this.#done = asked;
        if (this.isSettled) this.#whenChecked();
      });
    });
  }

  /** Ends when everything up to now is checked. */
  async settled(): Promise<void> {
    for (let asked = -1; asked !== this.#asked; ) {
      asked = this.#asked;
      await new Promise((done) => setImmediate(done));
      await this.#last;
    }
  }

  get isSettled(): boolean {
    return this.#done === this.#asked;
  }

  async #check(isOutdated: () => boolean): Promise<void> {
    for (const folder of this.#workspace.folders()) {
      if (isOutdated()) return;
      try {
        await folder.check(isOutdated);
        if (!this.#isOver) for (const reason of folder.unreadable()) this.#workspace.notice(reason);
      } catch (error) {
        // A folder without permission, say: the rest is checked all the same.
        if (!(error instanceof UserError)) throw error;
        if (this.#isOver) return;
        this.#workspace.notice(error.message);
      }
    }
    if (isOutdated()) return;
    const found = this.#workspace.found();
    for (const path of new Set([...this.#shown, ...found.keys(), ...this.#workspace.openFiles()])) {
      if (this.#isOver) return;
      const folder = this.#workspace.folderOf(path);
      const uriFor = (shown: string) => this.uriOf(resolve(folder.root, shown));
      const diagnostics = (found.get(path) ?? []).map((one) => editorDiagnostic(one, uriFor, pageOf));
      const version = this.#workspace.versionOf(path);
      await this.#connection.sendDiagnostics({
        uri: this.uriOf(path),
        ...(version === undefined ? {} : { version }),
        diagnostics,
      });
    }
    this.#shown = new Set(found.keys());
  }

  /** The address of a file, in the editor's own spelling where it has the file open. */
  uriOf(path: string): string {
    return this.#uris.get(path) ?? uriOf(path);
  }
}

/** In milliseconds: a check that takes longer waits until nobody has typed for as long as it takes, or for the second. */
const long = 250;
const longest = 400;
/** What an editor asks along with an edit has come by then. */
const soon = 2;

/** Until a time, if that is not past. */
async function rest(until: number): Promise<void> {
  const left = until - performance.now();
  if (left > 0) await new Promise((done) => setTimeout(done, left));
}

/** The page of a code, which lies in the package. */
function pageOf(code: string): string {
  return uriOf(fileURLToPath(new URL(`../docs/rules/${code}.md`, import.meta.url)));
}
