/** A session in Neovim as text: what is typed, and what is to be seen then. */
import type { Neovim, Seen } from "./neovim.ts";

export class Session {
  readonly #editor: Neovim;
  readonly #parts: string[];

  constructor(editor: Neovim, beginning: string) {
    this.#editor = editor;
    this.#parts = [beginning];
  }

  says(text: string): void {
    this.#parts.push(text);
  }

  /** Types keys and waits for what follows from them. */
  async types(keys: string, what: string, isThere: (seen: Seen) => boolean): Promise<Seen> {
    this.#parts.push(`Type \`${keys}\``);
    await this.#editor.type(keys);
    return this.#editor.see(what, isThere);
  }

  /** Types keys that ask a question, and answers it. */
  async answers(
    keys: string,
    question: string,
    answer: string,
    what: string,
    isThere: (seen: Seen) => boolean,
  ): Promise<Seen> {
    this.#parts.push(`Type \`${keys}\`, and answer \`${answer}\``);
    await this.#editor.isAsked(keys, question);
    await this.#editor.type(answer);
    return this.#editor.see(what, isThere);
  }

  shows(lines: readonly string[], language = "text"): void {
    this.#parts.push(["```".concat(language), ...lines, "```"].join("\n"));
  }

  get text(): string {
    return `${this.#parts.join("\n\n")}\n`;
  }
}
