import type { Io } from "../io.ts";
import { serve } from "../lsp/server.ts";

/** `cfgc lsp`: a language server on standard input and output, until the editor ends it. */
export function lspCommand(io: Io): Promise<number> {
  return serve(io);
}
