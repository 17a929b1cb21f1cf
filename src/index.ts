/** cfgc as a library: the two spines, without the command line and without I/O. */
export {
  type AnalyseOptions,
  type Analysis,
  analyse,
  type CompileResult,
  compile,
  type Rendering,
  type RenderOptions,
  render,
} from "./compile.ts";
export type { Diagnostic } from "./diagnostics/diagnostic.ts";
export type { Edit, Fix } from "./diagnostics/fix.ts";
export type { OfferedFix } from "./diagnostics/help.ts";
export { positionAt, type SourceFile } from "./diagnostics/location.ts";
export { printCheckstyle } from "./diagnostics/print/checkstyle.ts";
export { printGithub } from "./diagnostics/print/github.ts";
export { printGitlab } from "./diagnostics/print/gitlab.ts";
export { printHuman } from "./diagnostics/print/human.ts";
export { printJson } from "./diagnostics/print/json.ts";
export { printJunit } from "./diagnostics/print/junit.ts";
export type { ReportOptions } from "./diagnostics/print/report.ts";
export { printSarif } from "./diagnostics/print/sarif.ts";
export { type FixResult, fixFindings } from "./fix-findings.ts";
export { type LintInput, type LintOptions, type LintResult, lint } from "./lint.ts";
export type { Product } from "./products/product.ts";
export { registry } from "./products/registry.ts";
