type Paint = (text: string) => string;

export interface Palette {
  readonly error: Paint;
  readonly warning: Paint;
  readonly info: Paint;
  readonly note: Paint;
  readonly strong: Paint;
  readonly faint: Paint;
  readonly added: Paint;
  readonly removed: Paint;
}

const plain: Paint = (text) => text;
const ansi =
  (code: number): Paint =>
  (text) =>
    `\u001b[${code}m${text}\u001b[0m`;

const colors: Palette = {
  error: ansi(31),
  warning: ansi(33),
  info: ansi(34),
  note: ansi(36),
  strong: ansi(1),
  faint: ansi(2),
  added: ansi(32),
  removed: ansi(31),
};
const none: Palette = {
  error: plain,
  warning: plain,
  info: plain,
  note: plain,
  strong: plain,
  faint: plain,
  added: plain,
  removed: plain,
};

export function paletteFor(color: boolean): Palette {
  return color ? colors : none;
}
