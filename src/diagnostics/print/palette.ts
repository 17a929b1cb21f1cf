import type { styleText } from "node:util";

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
/** Whether there are colours is decided by whoever asks for the palette, not by Node, whose part is loaded only then. */
const painted =
  (style: Parameters<typeof styleText>[0]): Paint =>
  (text) =>
    process.getBuiltinModule("util").styleText(style, text, { validateStream: false });

const colors: Palette = {
  error: painted("red"),
  warning: painted("yellow"),
  info: painted("blue"),
  note: painted("cyan"),
  strong: painted("bold"),
  faint: painted("dim"),
  added: painted("green"),
  removed: painted("red"),
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
