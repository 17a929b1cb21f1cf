/** What is counted of the program; `counted-program.ts` builds it from here. */
export { compile } from "../../src/compile.ts";
export { detect } from "../../src/detect.ts";
export { printHuman } from "../../src/diagnostics/print/human.ts";
export { printSarif } from "../../src/diagnostics/print/sarif.ts";
export { lint } from "../../src/lint.ts";
export { products } from "./run.ts";
