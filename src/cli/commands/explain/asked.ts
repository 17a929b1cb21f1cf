/** `[PROGRAM:]NAME`, as a key or variable is asked for. */
export function asked(what: string): { readonly program: string | undefined; readonly name: string } {
  const [, program, name = ""] = /^(?:([a-z][\w-]*):)?(.+)$/.exec(what) ?? [];
  return { program, name };
}
