/** cfgc as a library: the two spines, without the command line and without I/O. */
export { type CompileOptions, type CompileResult, compile } from "./compile.ts";
export type { Diagnostic } from "./diagnostics/diagnostic.ts";
export { positionAt, type SourceFile } from "./diagnostics/location.ts";
export { printHuman } from "./diagnostics/print/human.ts";
export { printJson } from "./diagnostics/print/json.ts";
export { type LintInput, type LintResult, lint } from "./lint.ts";
export type { Product } from "./products/product.ts";
export { registry } from "./products/registry.ts";
