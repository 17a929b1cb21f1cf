import { formats } from "./formats.ts";

/** What the generated validators call, by the name that a schema gives with `format`. */
export const formatTests: Readonly<Record<string, (text: string) => boolean>> = Object.fromEntries(
  Object.entries(formats).map(([name, format]) => [name, format.test]),
);
